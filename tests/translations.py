"""The English catalogue: collected from the sources, complete, and never out of step.

`python -m tests.translations` checks it; with `--update` it writes the new texts into it.
"""

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "shop" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
METHODS = {
    "shop": [("**.py", "python")],
    "templates": [
        (pattern, "jinja2")
        for pattern in ("**.html", "**.svg", "**.subject", "**.text", "**.txt", "**.xml")
    ],
}
OPTIONS = {
    pattern: {"extensions": "jinja2.ext.i18n", "silent": "false"}
    for pattern, _ in METHODS["templates"]
}
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "translate": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}
EMPTY_HEADER = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Project-Id-Version|Report-Msgid-Bugs-To'
    r"|Last-Translator|Language-Team): .*\n",
    re.MULTILINE,
)
PLACEHOLDER = re.compile(r"%\((\w+)\)")


def collect() -> Catalog:
    """Return every text of the sources that is marked for translation."""
    template = Catalog(charset="utf-8")
    for folder, methods in METHODS.items():
        found = extract_from_dir(ROOT / folder, methods, OPTIONS, keywords=KEYWORDS)
        for name, line, text, comments, context in sorted(found, key=lambda one: one[:2]):
            place = (f"{folder}/{name}", line)
            template.add(text, None, [place], auto_comments=comments, context=context)
    return template


def read_catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def update() -> None:
    """Write new texts into the catalogue, without English, and drop those no longer used."""
    catalogue = read_catalogue() if CATALOGUE.exists() else Catalog(locale="en")
    catalogue.header_comment = "# The English of Établi. Its French is in the sources."
    catalogue.project = "Établi"
    catalogue.fuzzy = False
    catalogue.update(collect(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    write(catalogue)


def write(catalogue: Catalog) -> None:
    """Write the catalogue without the headers that change at every run or say nothing."""
    written = io.BytesIO()
    write_po(written, catalogue, width=100, sort_output=True, omit_header=False, no_location=True)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_text(EMPTY_HEADER.sub("", written.getvalue().decode()), encoding="utf-8")


def compile_catalogue() -> None:
    """Compile the English for the application when its source is newer than the compiled one."""
    compiled = CATALOGUE.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= CATALOGUE.stat().st_mtime:
        return
    draft = compiled.with_suffix(f".{os.getpid()}")
    with draft.open("wb") as file:
        write_mo(file, read_catalogue())
    draft.replace(compiled)


def problems() -> Iterator[str]:
    """Yield one sentence for each text that is missing, left over or badly translated."""
    catalogue, wanted = read_catalogue(), collect()
    for message in wanted:
        if message.id:
            yield from _problems_of(message, catalogue.get(message.id, message.context))
    yield from _misread(catalogue)
    known = {message.id for message in wanted}
    for message in catalogue:
        if message.id and message.id not in known:
            yield f"no longer used: {message.id!r}"


def _misread(catalogue: Catalog) -> Iterator[str]:
    """Yield what the compiler would refuse, such as « 10 % de » taken for a format."""
    for message, errors in catalogue.check():
        yield from (f"{error}: {message.id!r}" for error in errors)


def _problems_of(wanted: Message, found: Message | None) -> Iterator[str]:
    if found is None:
        yield f"not in the catalogue: {wanted.id!r}"
        return
    texts = found.string if isinstance(found.string, tuple | list) else [found.string]
    if found.fuzzy or not all(texts):
        yield f"not translated: {wanted.id!r}"
        return
    source = wanted.id if isinstance(wanted.id, str) else wanted.id[-1]
    if "%(" not in source and Message(source.replace("%%", "")).python_format:
        yield f"move the letter that follows the percent sign: it reads as a format in {source!r}"
    for error in found.check():
        yield f"{error} in the English of {source!r}"
    for text in texts:
        unknown = set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(source)) - {"num"}
        if unknown:
            yield f"unknown placeholder {unknown} in the English of {source!r}"


def main() -> int:
    if "--update" in sys.argv:
        update()
    found = list(problems())
    print(*found[:40], sep="\n")  # noqa: T201 - a command line speaks
    print(f"English catalogue: {len(found)} to mend")  # noqa: T201 - as above
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
