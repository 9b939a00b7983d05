"""Files taken from elsewhere are the ones their README describes, with their licence."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

from tests.structure.sources import ROOT

LISTED = re.compile(r"^\| `([^`]+)` \| `([0-9a-f]{64})` \|$", re.MULTILINE)

FOLDERS = {
    "static/web": ("icons.svg", "icons-licence.txt"),
    "static/web/fonts": ("*.woff2", "OFL.txt"),
    "shop/documents/fonts": ("*.ttf", "OFL.txt"),
}


@pytest.mark.parametrize("folder", FOLDERS)
def test_vendored_files_are_those_described(folder: str) -> None:
    here = ROOT / folder
    pattern, licence = FOLDERS[folder]
    listed = dict(LISTED.findall((here / "README.md").read_text(encoding="utf-8")))

    assert listed == {path.name: _digest(path) for path in here.glob(pattern)}
    assert (here / licence).is_file()


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
