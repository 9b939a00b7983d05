"""Every setting is documented, with its default."""

import re
from dataclasses import fields

from shop.settings import PREFIX, Settings
from tests.structure.sources import ROOT

ROW = re.compile(r"^\| `(ETABLI_\w+)` \|", re.MULTILINE)


def test_every_setting_has_its_line() -> None:
    documented = ROW.findall((ROOT / "docs" / "settings.md").read_text(encoding="utf-8"))

    assert documented == [PREFIX + field.name.upper() for field in fields(Settings)]
