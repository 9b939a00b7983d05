"""What visitors, teachers and students do, over and over, never twice the same."""

import re
from collections.abc import Callable, Iterator

from tests.bench.journeys import add_to_basket, colleague, order_shelving
from tests.bench.served import Served
from tests.bench.visitor import Visitor

Scenario = tuple[str, Callable[[int], None], int, int]
PREVIEWS = {
    "gate": "portail/apercu?type=SWING_2&width_bottom=3{:03}&height=1450",
    "guardrail": "garde-corps/apercu?type=PUBLIC&length_1=4{:03}&length_2=2500",
    "shelving": "rayonnage/apercu?span=1{:03}&depth=600&load=250&deck=GRATING",
    "staircase": "escalier/apercu?type=INDUSTRIAL&height=2{:03}&tread=GRATING",
}
CARD = re.compile(r'href="/ecole/fiches/(\d+)"')
CRITICAL = re.compile(
    r'(?:<link rel="stylesheet" href|<script[^>]* src|<link[^>]*preload[^>]* href)="([^"]+)"'
)


def all_of(served: Served) -> Iterator[Scenario]:
    """Yield every scenario: its name, what to do, how often, and how many requests it makes."""
    stranger, known = Visitor(served.address), known_visitor(served)
    yield "list, kept", _get(stranger, "/familles/rayonnages"), 200, 1
    yield "list, made anew", _get(known, "/familles/rayonnages"), 60, 1
    yield "product, kept", _get(stranger, "/produits/rayonnage-pneus"), 200, 1
    yield "product, made anew", _get(known, "/produits/rayonnage-pneus"), 60, 1
    yield "home, made anew", _get(known, "/"), 40, 1
    for family, address in PREVIEWS.items():
        yield f"preview, {family}", _look(stranger, address), 60, 1
    yield "add to basket", lambda _: expect(add_to_basket(Visitor(served.address)).status), 20, 3
    teacher = colleague(served.address, "metallerie")
    yield "inbox, teacher", _get(teacher, "/ecole/a-accepter"), 30, 1
    yield "inbox, office", _get(colleague(served.address, "bureau"), "/ecole/bureau"), 30, 1
    card = first_card(teacher)
    yield "job card, teacher", _get(teacher, f"/ecole/fiches/{card}"), 30, 1
    yield "job card, at the bench", _get(teacher, f"/ecole/atelier/fiches/{card}"), 30, 1
    yield "visit", lambda _: expect(order_shelving(Visitor(served.address)).status), 12, 11


def orders_of_office(served: Served) -> Iterator[Scenario]:
    """Yield the pages of the office that read orders, to be the same for few and for many."""
    office = colleague(served.address, "bureau")
    yield "orders, first page", _get(office, "/ecole/bureau/commandes"), 30, 1
    yield "orders, last page", _get(office, "/ecole/bureau/commandes?avant=25"), 30, 1
    yield "inbox, office", _get(office, "/ecole/bureau"), 30, 1


def first_card(teacher: Visitor) -> str:
    """Return the number of the latest job card that a group works on."""
    found = CARD.search(teacher.get("/ecole/fiches?etat=in_progress").text)
    if found is None:
        raise RuntimeError("no job card is in progress")
    return found.group(1)


def known_visitor(served: Served) -> Visitor:
    """Return a visitor with a cookie: nothing of hers is kept whole."""
    return Visitor(served.address, cookies={"etabli_shop": "x"})


def first_view(served: Served) -> dict[str, float]:
    """Add up what a first visit to the front page loads before it can be read."""
    visitor = Visitor(served.address)
    page = visitor.get("/")
    loaded = {address: visitor.get(address).size for address in CRITICAL.findall(page.text)}
    return {
        "HTML of the front page, bytes": float(page.size),
        "first view, bytes": float(page.size + sum(loaded.values())),
        "first view, requests": float(1 + len(loaded)),
    }


def _get(visitor: Visitor, path: str) -> Callable[[int], None]:
    return lambda _: expect(visitor.get(path).status)


def _look(visitor: Visitor, address: str) -> Callable[[int], None]:
    """Ask for a product nobody asked for before, that can be made."""

    def act(number: int) -> None:
        answer = visitor.get(f"/configurer/{address.format(number % 1000)}")
        expect(answer.status)
        if '"is_refused":false' not in answer.text:
            raise RuntimeError(f"refused: {address.format(number % 1000)}")

    return act


def expect(status: int, wanted: int = 200) -> None:
    if status != wanted:
        raise RuntimeError(f"answered {status}, not {wanted}")
