"""Which names this server answers to, and which other pages may ask it."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from kg.errors import KgError

_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
_AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::([0-9]{1,5}))?")
_ORIGIN = re.compile(r"(https?)://(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Names:
    """The names in ``Host`` that are meant for this server.

    A page of another site can let its own name point to this machine (DNS rebinding); it then
    asks under that name, and is not answered. A literal address cannot be let point elsewhere.
    """

    port: int
    #: names that were allowed, some with their port
    allowed: frozenset[str] = frozenset()
    #: whether others than this machine are listened to
    open: bool = False

    def ours(self, host: str) -> bool:
        """Whether the value of a Host header names this server.

        >>> Names(8765).ours("localhost:8765"), Names(8765).ours("rebound.example:8765")
        (True, False)
        >>> Names(8765, frozenset(["kg.example"])).ours("kg.example")
        True
        """
        found = _AUTHORITY.fullmatch(host.lower())
        if not found:
            return False
        name, port = found[1], found[2]
        if name in self.allowed or host.lower() in self.allowed:
            return True
        if int(port or 80) != self.port:
            return False
        if name == "localhost":
            return True
        try:
            address = ipaddress.ip_address(name.strip("[]"))
        except ValueError:
            return False
        return address.is_loopback or self.open


def allowed_name(text: str) -> str:
    """A name for ``--allow-host`` as it is compared; raises KgError for what is none."""
    found = _AUTHORITY.fullmatch(text.lower())
    if not found or not (_NAME.fullmatch(found[1]) or found[1].startswith("[")):
        raise KgError("KG603", f"{text} is not the name of a host.",
                      "Write kg.example.org, or kg.example.org:8443 for one port.")
    return text.lower()


def allowed_origin(text: str) -> str:
    """An origin for ``--cors`` as browsers send it; raises KgError for what is none.

    >>> allowed_origin("https://Notebook.example:443")
    'https://notebook.example'
    """
    if text == "*":
        return text
    found = _ORIGIN.fullmatch(text.lower())
    if not found:
        raise KgError("KG603", f"{text} is not an origin.",
                      "Write scheme and host, such as https://notebook.example.org; no path.")
    port = "" if found[3] == {"http": ":80", "https": ":443"}[found[1]] else found[3] or ""
    return f"{found[1]}://{found[2]}{port}"
