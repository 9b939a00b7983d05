"""The import contracts speak of every room there is."""

import tomllib

from tests.structure.sources import ROOT, SHOP, rooms

WITHOUT_LAYERS = {
    "kernel",
    "web",
    "fabrication",
    "documents",
    "demonstration",
    "storefront",
    "workspace",
}


def test_every_room_keeps_its_inner_layers() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    inner = next(c for c in contracts["contracts"] if c["name"] == "Layers inside every room")

    layered = {name.removeprefix("shop.") for name in inner["containers"]}
    assert layered == set(rooms()) - WITHOUT_LAYERS
    assert all((SHOP / room).is_dir() for room in layered)
