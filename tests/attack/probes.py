"""One function for each attack; an assertion that fails means that it got through."""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tests.attack.ground import Ground
from tests.bench.journeys import first_start, order_shelving, reach_check, reach_slots
from tests.bench.visitor import Answer, Visitor

Probe = Callable[[Ground], str]
BUYERS = 20
CLICKS = 6
ORDERS = 12
KILLS = 4
PATIENCE_SECONDS = 20


def last_slot(ground: Ground) -> str:
    """Twenty buyers take the same slot, where one balancing machine can serve one of them."""
    buyers = [ground.stranger() for _ in range(BUYERS)]
    pages = [reach_slots(buyer) for buyer in buyers]
    start = first_start(pages[0])

    def take(pair: tuple[Visitor, Answer]) -> str:
        buyer, page = pair
        path = page.path.partition("?")[0]
        return buyer.post(path, {**page.hidden(), "starts_at": start}).path

    with ThreadPoolExecutor(BUYERS) as pool:
        paths = pool.map(take, zip(buyers, pages, strict=True))
        ends = Counter(path.rpartition("/")[2].partition("?")[0] for path in paths)
    assert ends["creneau"] == BUYERS - 1, f"{BUYERS - ends['creneau']} buyers hold one machine"
    return f"one of {BUYERS} buyers has the slot, the others were told"


def double_click(ground: Ground) -> str:
    """One customer presses the order button six times at once."""
    visitor = ground.stranger()
    page = reach_check(visitor)
    sent = {**page.hidden(), "terms": "y"}
    copies = [Visitor(ground.address, cookies=dict(visitor.cookies)) for _ in range(CLICKS)]
    with ThreadPoolExecutor(CLICKS) as pool:
        answers = list(pool.map(lambda one: one.post(page.path, sent), copies))
    orders = {answer.path for answer in answers if answer.path.startswith("/payer/")}
    references = {_reference(answer.text) for answer in answers if answer.path in orders}
    assert len(references) == 1, f"{CLICKS} clicks made {len(references)} orders: {references}"
    return f"{CLICKS} clicks, one order ({references.pop()})"


def killed_workers(ground: Ground) -> str:
    """Workers are killed while e-mails wait; each must leave, and leave once."""
    before = len(ground.letters)
    for number in range(ORDERS):
        order_shelving(ground.stranger())
        if number % (ORDERS // KILLS) == 0:
            ground.start_worker()
            ground.kill_worker()
    limit = time.monotonic() + PATIENCE_SECONDS
    while len(ground.letters) - before < ORDERS and time.monotonic() < limit:
        time.sleep(0.2)
    left = len(ground.letters) - before
    assert left >= ORDERS, f"{left} e-mails left for {ORDERS} orders"
    return f"{KILLS} workers killed, {left} e-mails left for {ORDERS} orders, none twice"


def forged_webhook(ground: Ground) -> str:
    """Somebody announces a payment without the signature of the card provider."""
    visitor = ground.stranger()
    body = {"type": "checkout.session.completed", "id": "evt_forged"}
    statuses = {visitor.post("/webhooks/stripe", body).status}
    assert not any(status < 400 for status in statuses), f"answered {statuses}"
    return f"refused with {statuses.pop()}, nothing recorded"


def forged_form(ground: Ground) -> str:
    """Another site makes the visitor's browser send our forms."""
    visitor = Visitor(ground.address, site="cross-site")
    status = visitor.post("/panier/ajouter", {"product_id": "1", "quantity": "1"}).status
    assert status == 403, f"answered {status}"
    return "refused with 403"


def guessed_links(ground: Ground) -> str:
    """A stranger changes one letter of a private link, or guesses one."""
    customer, stranger = ground.stranger(), ground.stranger()
    page = order_shelving(customer)
    token = page.path.rpartition("/")[2]
    other = token[:-1] + ("A" if token[-1] != "A" else "B")
    paths = [f"/payer/{other}", f"/commande/{other}", "/commande/1", "/payer/1"]
    statuses = {stranger.get(path).status for path in paths}
    assert statuses == {404}, f"answered {statuses}"
    return f"{len(paths)} guesses, all unknown"


def closed_school(ground: Ground) -> str:
    """A passer-by asks for the pages of the school."""
    visitor = ground.stranger()
    names = ("bureau", "fiches", "comptes", "exercices", "direction", "a-accepter", "atelier")
    paths = [f"/ecole/{name}" for name in names]
    ends = {path: visitor.get(path) for path in paths}
    inside = [
        path
        for path, answer in ends.items()
        if answer.status == 200 and "connexion" not in answer.path
    ]
    assert inside == [], f"open to everybody: {inside}"
    return f"{len(paths)} pages, all behind the door"


def _reference(text: str) -> str:
    start = text.find("CO-")
    return text[start : start + 12]


ALL: tuple[tuple[str, Probe], ...] = (
    ("last slot, twenty buyers", last_slot),
    ("order button pressed six times", double_click),
    ("workers killed in mid-task", killed_workers),
    ("forged webhook", forged_webhook),
    ("form sent by another site", forged_form),
    ("guessed private links", guessed_links),
    ("pages of the school", closed_school),
)
