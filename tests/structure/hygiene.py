"""What no tracked file may hold: trailing space, a private key, a megabyte too many.

`python -m tests.structure.hygiene FILE…` checks the files of a commit.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
LARGEST = 1_500_000
TEXT = {".py", ".html", ".css", ".js", ".md", ".toml", ".typ", ".csv", ".yaml"}
KEY = "-----BEGIN " + "PRIVATE KEY"


def tracked_files() -> list[Path]:
    """Return the files git tracks, that still exist."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    paths = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return [path for path in paths if path.is_file()]


def problems(paths: Iterable[Path]) -> Iterator[str]:
    """Yield one sentence for each thing that must not be there."""
    for path in paths:
        if path.stat().st_size > LARGEST:
            yield f"{path.name} is over {LARGEST} bytes"
        elif path.suffix in TEXT:
            yield from _problems_of_text(path)


def _problems_of_text(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if KEY in text.replace("RSA ", "").replace("EC ", ""):
        yield f"{path.name} holds a private key"
    for number, line in enumerate(text.splitlines(), start=1):
        if line != line.rstrip() and path.suffix != ".md":
            yield f"{path.name}:{number} ends with a space"


if __name__ == "__main__":
    found = list(problems(Path(name) for name in sys.argv[1:]))
    print(*found, sep="\n")  # noqa: T201 - a command line speaks
    sys.exit(1 if found else 0)
