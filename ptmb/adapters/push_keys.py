"""The key pair with which this installation signs its pushes (VAPID, RFC 8292).

Made once, kept in the instance folder and readable by its owner alone. Browsers tie their
subscription to the public half: with another pair every device would have to be added again.
"""

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

_NAME = "push_key"


@dataclass(frozen=True)
class PushKeys:
    """Base64url without padding: the private number, and the public point as browsers take it."""

    private: str
    public: str


def push_key_file(instance: Path) -> Path:
    return instance / _NAME


def push_keys(instance: Path) -> PushKeys | None:
    """The pair of this installation; None before it was made.

    Raises:
        ValueError: the file holds something else.
    """
    try:
        kept = json.loads(push_key_file(instance).read_bytes())
    except FileNotFoundError:
        return None
    if not isinstance(kept, dict) or set(kept) != {"private", "public"}:
        raise ValueError(f"{push_key_file(instance)} holds no pair of keys")
    return PushKeys(kept["private"], kept["public"])


def make_push_keys(instance: Path) -> PushKeys:
    """The pair of this installation, made now when there is none; two makers get the same one."""
    made = _new_pair()
    number, beside = tempfile.mkstemp(dir=instance, prefix=".")  # 0600 by itself
    try:
        with os.fdopen(number, "w") as file:
            json.dump({"private": made.private, "public": made.public}, file)
            file.flush()
            os.fsync(file.fileno())
        # A link, not a rename: it never takes the place of a pair that is there.
        os.link(beside, push_key_file(instance))
    except FileExistsError:
        return push_keys(instance) or made
    finally:
        Path(beside).unlink(missing_ok=True)
    return made


def _new_pair() -> PushKeys:
    # Loaded here alone: pages read the file and need no cryptography for it.
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415  as above
        Encoding,
        PublicFormat,
    )
    from py_vapid import Vapid02  # noqa: PLC0415  as above
    from py_vapid.utils import b64urlencode  # noqa: PLC0415  as above

    pair = Vapid02()
    pair.generate_keys()
    number = pair.private_key.private_numbers().private_value.to_bytes(32, "big")
    point = pair.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return PushKeys(b64urlencode(number), b64urlencode(point))
