"""Hands one letter to the utility's mail server, by SMTP.

The user name and password are only ever sent through TLS, or to this machine itself.
"""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime, parseaddr
from urllib.parse import unquote, urlsplit

from ptmb.adapters.message_gateway import NotSent

_TIMEOUT_SECONDS = 10.0
_PORTS = {"smtp": 587, "smtps": 465}
_HOME = frozenset({"localhost", "127.0.0.1", "::1"})


class MaybeSent(Exception):
    """The server was lost while it had the letter: it may have taken it."""


@dataclass(frozen=True)
class Letter:
    """`id` is the same for the same letter; `pdf` is left out when empty."""

    id: str
    to: str
    subject: str
    text: str
    html: str
    at: datetime
    pdf: bytes = b""
    pdf_name: str = ""


SendMail = Callable[[Letter], None]
"""Returns when the server has taken the letter; raises NotSent when it certainly has not, and
MaybeSent when nobody can know."""


@dataclass(frozen=True)
class MailServer:
    """`smtp` asks for TLS where the server has it (RFC 3207), `smtps` speaks it from the start."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def here(self) -> bool:
        return self.host in _HOME


def mail_server(url: str) -> MailServer:
    """Read smtp[s]://user:password@host:port.

    Raises:
        ValueError: it is none; the message never holds the password.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or parts.path not in ("", "/"):
        raise ValueError("smtp[s]://user:password@host:port")
    return MailServer(
        parts.scheme,
        parts.hostname,
        parts.port or _PORTS[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


def mailer(url: str, sender: str) -> SendMail | None:
    """The configured way out; None when mail is switched off."""
    if not url:
        return None
    server = mail_server(url)
    return lambda letter: _send(server, sender, letter)


def message_of(letter: Letter, sender: str) -> EmailMessage:
    """Plain text first, the same as HTML for who prefers it, the PDF attached."""
    message = EmailMessage()
    message["From"], message["To"] = sender, letter.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = f"<{letter.id}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    if letter.pdf:
        message.add_attachment(
            letter.pdf, maintype="application", subtype="pdf", filename=letter.pdf_name
        )
    return message


def _send(server: MailServer, sender: str, letter: Letter) -> None:
    message = message_of(letter, sender).as_bytes(policy=WIRE)
    try:
        connection = _connected(server)
    except (OSError, smtplib.SMTPException) as error:
        raise _refused(error) from error
    try:
        _address(connection, parseaddr(sender)[1], letter.to)
        _hand_over(connection, message)
    finally:
        with suppress(OSError, smtplib.SMTPException):  # what it says to a goodbye changes nothing
            connection.quit()
        connection.close()


def _connected(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.scheme == "smtps":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=_TIMEOUT_SECONDS, context=context
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT_SECONDS)
    try:
        _greet(connection, server, context)
    except BaseException:
        connection.close()
        raise
    return connection


def _greet(connection: smtplib.SMTP, server: MailServer, context: ssl.SSLContext) -> None:
    connection.ehlo_or_helo_if_needed()
    safe = server.scheme == "smtps" or server.here
    if server.scheme == "smtp" and connection.has_extn("starttls"):
        connection.starttls(context=context)
        connection.ehlo()
        safe = True
    if server.user:
        if not safe:
            raise smtplib.SMTPNotSupportedError("no TLS: the password is not sent")
        connection.login(server.user, server.password)


def _address(connection: smtplib.SMTP, sender: str, to: str) -> None:
    try:
        code, words = connection.mail(sender)
        if code == 250:
            code, words = connection.rcpt(to)
    except (OSError, smtplib.SMTPException) as error:
        raise _refused(error) from error
    if code not in (250, 251):
        raise _refused(smtplib.SMTPResponseException(code, words))


def _hand_over(connection: smtplib.SMTP, message: bytes) -> None:
    """From here on a lost connection leaves it open whether the letter was taken."""
    try:
        code, words = connection.data(message)
    except smtplib.SMTPDataError as error:
        raise _refused(error) from error
    except (OSError, smtplib.SMTPException) as error:
        raise MaybeSent(f"{type(error).__name__}: {error}") from error
    if code != 250:
        raise _refused(smtplib.SMTPDataError(code, words))


def _refused(error: Exception) -> NotSent:
    """A 5xx about the letter is for ever (RFC 5321, 4.2.1); a wrong password may be mended."""
    code = getattr(error, "smtp_code", 0)
    login = isinstance(error, smtplib.SMTPAuthenticationError)
    hopeless = 500 <= code < 600 and not login
    return NotSent(f"{type(error).__name__}: {error}", hopeless=hopeless)
