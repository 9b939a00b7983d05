"""A visitor without a browser: cookies, redirections and forms over plain HTTP."""

import gzip
import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode, urlsplit

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
ATTRIBUTE = re.compile(r'(name|value)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers, the text and the bytes as they travelled."""

    status: int
    location: str
    text: str
    size: int
    path: str

    def hidden(self) -> dict[str, str]:
        """Return the hidden fields of the page: one-time keys, tokens, versions."""
        found = (dict(ATTRIBUTE.findall(tag)) for tag in HIDDEN.findall(self.text))
        return {one["name"]: unescape(one.get("value", "")) for one in found if "name" in one}


@dataclass(slots=True)
class Visitor:
    """Keeps one connection and its cookies."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    site: str = "same-origin"
    _connection: http.client.HTTPConnection | None = None

    def get(self, path: str, *, follow: bool = True) -> Answer:
        return self._ask("GET", path, b"", follow)

    def post(self, path: str, fields: Mapping[str, str], *, follow: bool = True) -> Answer:
        """Send a form from this same site."""
        return self._ask("POST", path, urlencode(fields).encode(), follow)

    def _ask(self, method: str, path: str, body: bytes, follow: bool) -> Answer:
        answer = self._once(method, path, body)
        for _ in range(5):
            if not follow or answer.status not in {301, 302, 303}:
                break
            target = urlsplit(answer.location)
            answer = self._once(
                "GET", target.path + (f"?{target.query}" if target.query else ""), b""
            )
        return answer

    def _once(self, method: str, path: str, body: bytes) -> Answer:
        connection = self._connection or http.client.HTTPConnection(
            urlsplit(self.address).netloc, timeout=30
        )
        self._connection = connection
        headers = {"Sec-Fetch-Site": self.site, "Accept-Encoding": "gzip"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body or None, headers)
        response = connection.getresponse()
        raw = response.read()
        self._keep_cookies(response.headers.get_all("Set-Cookie") or [])
        zipped = response.headers.get("Content-Encoding") == "gzip"
        text = (gzip.decompress(raw) if zipped else raw).decode("utf-8", "replace")
        size = len(raw) if zipped else len(gzip.compress(raw, 6))
        return Answer(response.status, response.headers.get("Location", ""), text, size, path)

    def _keep_cookies(self, lines: list[str]) -> None:
        for line in lines:
            name, _, rest = line.partition("=")
            value = rest.partition(";")[0]
            if "Max-Age=0" in line or not value:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
