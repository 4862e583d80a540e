"""Every setting, read once from PTMB_* variables, typed, and refused when it makes no sense."""

import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from environs import Env, EnvError, validate

CITY_TIME = ZoneInfo("Asia/Makassar")
_GATEWAYS = ("off", "log", "webhook")


class ConfigurationError(Exception):
    """A setting is missing or wrong; the message says which one and how to mend it."""


@dataclass(frozen=True)
class Settings:
    """What the environment says; times are aware, sizes in bytes, folders absolute."""

    instance: Path
    database_url: str
    storage: Path
    secret_key: str
    public_url: str
    demo: bool
    demo_password: str
    now: datetime | None
    trusted_proxies: int
    tile_url: str
    tile_attribution: str
    redis_url: str
    rate_limits: bool
    workers: int
    threads: int
    message_gateway: str
    message_url: str
    message_token: str
    auto_migrate: bool = False
    osrm_url: str = ""
    mail_url: str = ""
    mail_from: str = ""

    @property
    def https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


def _pinned(text: str) -> datetime | None:
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=CITY_TIME)


def _kept_secret(instance: Path) -> str:
    """The secret key of this installation, made once and readable by its owner alone."""
    path = instance / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    return path.read_text().strip()


def load_settings() -> Settings:
    """Read the environment.

    Raises:
        ConfigurationError: in one sentence, what is wrong.
    """
    env = Env()
    try:
        with env.prefixed("PTMB_"):
            return _read(env)
    except (EnvError, ValueError, OSError) as error:
        raise ConfigurationError(f"Pengaturan PTMB_* salah: {error}") from error


def _read(env: Env) -> Settings:
    instance = env.path("INSTANCE", Path("instance")).resolve()
    instance.mkdir(parents=True, exist_ok=True)
    url = env.str("DATABASE_URL", "") or f"sqlite:///{instance / 'ptmb.sqlite'}"
    secret = env.str("SECRET_KEY", "") or _kept_secret(instance)
    if len(secret) < 32:
        raise ConfigurationError("PTMB_SECRET_KEY harus paling sedikit 32 tanda.")
    return Settings(
        instance=instance,
        database_url=url.replace("postgresql://", "postgresql+psycopg://", 1),
        storage=env.path("STORAGE", instance / "photos").resolve(),
        secret_key=secret,
        public_url=env.str("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/"),
        demo=env.bool("DEMO", False),
        demo_password=env.str("DEMO_PASSWORD", ""),
        now=_pinned(env.str("NOW", "")),
        trusted_proxies=env.int("TRUSTED_PROXIES", 0, validate=validate.Range(0, 5)),
        tile_url=env.str("TILE_URL", ""),
        tile_attribution=env.str("TILE_ATTRIBUTION", ""),
        redis_url=env.str("REDIS_URL", ""),
        rate_limits=env.bool("RATE_LIMITS", True),
        workers=env.int("WORKERS", 2, validate=validate.Range(1, 64)),
        threads=env.int("THREADS", 8, validate=validate.Range(1, 128)),
        message_gateway=env.str("MESSAGE_GATEWAY", "off", validate=validate.OneOf(_GATEWAYS)),
        message_url=env.str("MESSAGE_URL", ""),
        message_token=env.str("MESSAGE_TOKEN", ""),
        auto_migrate=env.bool("AUTO_MIGRATE", False),
        osrm_url=env.str("OSRM_URL", "").rstrip("/"),
        **_mail(env),
    )


def _mail(env: Env) -> dict[str, str]:
    """Where reports go out as e-mail; a fault is told without the password."""
    url, sender = env.str("MAIL_URL", ""), env.str("MAIL_FROM", "")
    parts = urlsplit(url)
    if url and (parts.scheme not in ("smtp", "smtps") or not parts.hostname):
        raise ConfigurationError("PTMB_MAIL_URL harus smtp[s]://nama:sandi@host:port.")
    if url and "@" not in sender:
        raise ConfigurationError("PTMB_MAIL_FROM harus alamat surel pengirim.")
    return {"mail_url": url, "mail_from": sender}
