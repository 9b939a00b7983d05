"""Reads pages as somebody without French would: what they say, and what of it is French."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

SPOKEN_ATTRIBUTES = ("alt", "title", "aria-label", "aria-description", "placeholder", "data-label")
SUMMARIES = frozenset({"description", "og:title", "og:description"})
SILENT = frozenset({"script", "style", "code", "kbd", "template", "textarea"})
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
FRENCH_WORDS = frozenset(
    {"au", "aucun", "aucune", "aux", "avec", "avez", "ce", "ces", "cette", "chaque", "chez"}
    | {"choisissez", "comme", "dans", "de", "des", "devis", "donnez", "du", "elle", "est", "et"}
    | {"fiche", "il", "ils", "jour", "jours", "la", "le", "les", "leur", "leurs", "mais", "mes"}
    | {"ne", "nos", "notre", "nous", "ou", "par", "pas", "pour", "prix", "qu", "que", "quel"}
    | {"qui", "sans", "semaine", "sont", "sur", "tous", "tout", "un", "une", "vos", "votre"}
    | {"vous", "voir"}
)
ENGLISH_WORDS = frozenset({"the", "of", "your", "with", "from", "this", "has", "been", "must"})
ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)[’'](?=[a-zà-ÿ])", re.IGNORECASE)
ACCENT = re.compile(r"[àâçéèêëîïôöùûüœ]", re.IGNORECASE)
SPACED_MARK = re.compile(r"[\w)”] [:;?!](?:\s|$)|[«»]")
WORD = re.compile(r"[^\W\d_]+")


@dataclass
class Page(HTMLParser):
    """One page: its language, its links, and its texts by how they can be marked.

    `texts` stand in an element, which can say `lang`; `labels` are titles, attributes, options
    and sentences of an alert, which quote French words without being able to mark them;
    `marked` is what the page itself says to be in another language.
    """

    language: str = ""
    texts: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    _open: list[tuple[str, str, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        spoken = given.get("lang", self._spoken)
        if tag == "html":
            self.language = spoken
        if tag not in VOID:
            quotes = tag in {"title", "option"} or given.get("role") in {"alert", "status"}
            self._open.append((tag, spoken, quotes or self._quotes))
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if spoken == self.language:
            self._hear(tag, given)

    def _hear(self, tag: str, given: dict[str, str]) -> None:
        self.labels += [given[name] for name in SPOKEN_ATTRIBUTES if given.get(name)]
        if tag == "input" and given.get("type") in {"submit", "button"}:
            self.labels.append(given.get("value", ""))
        if tag == "meta" and given.get("name", given.get("property", "")) in SUMMARIES:
            self.labels.append(given.get("content", ""))

    def handle_endtag(self, tag: str) -> None:
        while any(name == tag for name, *_ in self._open):
            if self._open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        tags = {name for name, *_ in self._open}
        if not text or tags & SILENT:
            return
        if self._spoken != self.language:
            self.marked.append(text)
        elif self._quotes:
            self.labels.append(text)
        else:
            self.texts.append(text)

    @property
    def _spoken(self) -> str:
        return self._open[-1][1] if self._open else ""

    @property
    def _quotes(self) -> bool:
        return bool(self._open) and self._open[-1][2]


def read_page(html: str) -> Page:
    """Return what is said on this page, and where it leads."""
    page = Page()
    page.feed(html)
    page.close()
    return page


def inner_links(page: Page, address: str, root: str) -> Iterator[str]:
    """Yield the addresses under `root` this page leads to, without fragments."""
    for link in page.links:
        parts = urlsplit(urljoin(address, link))
        if not parts.netloc and (parts.path == root or parts.path.startswith(root + "/")):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def without(text: str, names: Iterable[str]) -> str:
    """Return the text without these names, the longest first."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def find_french(text: str) -> list[str]:
    """Return the words and marks that an English text does not have."""
    marks = [found.group() for found in SPACED_MARK.finditer(text)]
    marks += [found.group() for found in ELISION.finditer(text)]
    words = [word for word in WORD.findall(text) if not (word.isupper() and len(word) > 1)]
    return marks + [word for word in words if word.lower() in FRENCH_WORDS or ACCENT.search(word)]


def find_english(text: str) -> list[str]:
    """Return the words that a French text does not have."""
    return [word for word in WORD.findall(text) if word.lower() in ENGLISH_WORDS]
