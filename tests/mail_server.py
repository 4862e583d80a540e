"""A mail server of a few lines, which keeps what it takes and refuses what it is told to refuse."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Mailbox:
    """`refuse` answers a command with a code and words; "" hangs up without an answer."""

    url: str = ""
    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    offers: tuple[str, ...] = ("8BITMIME",)
    said: list[str] = field(default_factory=list)


@contextmanager
def running_mail_server() -> Iterator[Mailbox]:
    box = Mailbox()

    class Talk(_Talk):
        mailbox = box

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        box.url = f"smtp://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield box
        server.shutdown()


class _Talk(socketserver.StreamRequestHandler):
    mailbox: Mailbox

    def handle(self) -> None:
        self.to = ""
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            self.mailbox.said.append(line)
            verb = line.split(None, 1)[0].upper().split(":")[0]
            if verb in self.mailbox.refuse:
                answer = self.mailbox.refuse[verb]
                if not answer:
                    return
                self._say(answer)
            elif not self._answered(verb, line):
                return

    def _answered(self, verb: str, line: str) -> bool:
        if verb == "EHLO":
            self._say("250-here", *(f"250-{one}" for one in self.mailbox.offers), "250 HELP")
        elif verb == "DATA":
            self._say("354 go on")
            return self._take()
        elif verb == "QUIT":
            self._say("221 bye")
            return False
        else:
            if verb == "RCPT":
                self.to = line.partition("<")[2].partition(">")[0]
            self._say("250 good")
        return True

    def _take(self) -> bool:
        lines = iter(self.rfile.readline, b".\r\n")
        body = b"".join(line.removeprefix(b".") if line[:2] == b".." else line for line in lines)
        if self.mailbox.refuse.get("BODY") == "":
            return False
        letter = message_from_bytes(body, policy=policy.default)
        self.mailbox.letters.append((self.to, letter))
        self._say(self.mailbox.refuse.get("BODY", "250 taken"))
        return True

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())
