"""How long a log-in lasts, and when the next guess at a password must wait.

Three limits, so that a guesser is stopped and the owner is not:
one address at one account is stopped soon; one address at many accounts later; many addresses at
one account only slow each other down, and an address where the owner logged in before is exempt.
"""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ptmb.domain.roles import Role

WINDOW = timedelta(minutes=15)
PER_PAIR = 5
"""Failures of one address at one account within the window."""
PER_ADDRESS = 40
"""Failures of one address at all accounts within the window; a whole office shares an address."""

ACCOUNT_WINDOW = timedelta(hours=1)
SLOW_FROM = ((20, timedelta(minutes=1)), (40, timedelta(minutes=5)), (80, timedelta(minutes=15)))
"""From so many failures within the hour, strangers to the account share one guess per this long."""
KEPT = timedelta(days=1)
TRUSTED_FOR = timedelta(days=30)

_LASTS = {Role.OFFICER: timedelta(hours=12), Role.MAYOR: timedelta(days=30)}
_LASTS[Role.MANAGER] = _LASTS[Role.MAYOR]
_IDLE = {Role.ADMIN: timedelta(minutes=30)}
SEEN_EVERY = timedelta(minutes=5)
"""How often a session's last use is written down."""
LINK_LASTS = timedelta(hours=24)


def lasts(role: Role) -> timedelta:
    """How long a session of this role lives from log-in."""
    return _LASTS.get(role, timedelta(hours=8))


def idle_too_long(role: Role, seen_at: datetime, at: datetime) -> bool:
    """Whether a session of this role was left alone for too long."""
    return role in _IDLE and at - seen_at > _IDLE[role]


@dataclass(frozen=True)
class Failures:
    """Moments of failed log-ins, oldest first: of the pair, of the address, of the account."""

    pair: Sequence[datetime]
    address: Sequence[datetime]
    account: Sequence[datetime]


def wait(failures: Failures, at: datetime, *, trusted: bool) -> timedelta:
    """How long the next attempt must wait; zero when it may be made now.

    Args:
        trusted: the account's owner logged in from this address before.
    """
    waits = [_full(failures.pair, PER_PAIR, at), _full(failures.address, PER_ADDRESS, at)]
    if not trusted:
        waits.append(_slowed(failures.account, at))
    return max(waits)


def last_before_refusal(failures: Failures) -> bool:
    """Whether one more failure closes the door: the moment to tell the audit log."""
    return len(failures.pair) + 1 == PER_PAIR or len(failures.address) + 1 == PER_ADDRESS


def _full(moments: Sequence[datetime], limit: int, at: datetime) -> timedelta:
    if len(moments) < limit:
        return timedelta(0)
    return max(timedelta(0), moments[-limit] + WINDOW - at)


def _slowed(moments: Sequence[datetime], at: datetime) -> timedelta:
    delay = timedelta(0)
    for count, pause in SLOW_FROM:
        if len(moments) >= count:
            delay = pause
    return max(timedelta(0), moments[-1] + delay - at) if moments else delay


def network(address: str) -> str:
    """What counts as one address: all of IPv4, but the /64 of IPv6, of which everyone has many."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if parsed.version == 6 and parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
