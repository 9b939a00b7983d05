"""Whole visits over plain HTTP, as a browser without script would make them."""

import re
import secrets
from html import unescape

from tests.bench.visitor import Answer, Visitor

PRODUCT = re.compile(r'name="product_id" value="(\d+)"')
PASSWORD = re.compile(r"Mot de passe de tous[^<]*<strong[^>]*>([^<]+)</strong>")
START = re.compile(r'name="starts_at"[^>]*value="([^"]+)"')
WHO = {
    "kind": "consumer",
    "name": "Jeanne Petit",
    "phone": "06 12 34 56 78",
    "street": "3 rue des Lilas",
    "postcode": "39100",
    "city": "Dole",
}


def add_to_basket(visitor: Visitor, slug: str = "rayonnage-pneus") -> Answer:
    """Open a product and put it into the basket."""
    found = PRODUCT.search(visitor.get(f"/produits/{slug}").text)
    if found is None:
        raise RuntimeError("the product page has no basket form")
    return visitor.post("/panier/ajouter", {"product_id": found.group(1), "quantity": "1"})


def reach_check(visitor: Visitor) -> Answer:
    """Fill a basket and give name, delivery and means of payment."""
    add_to_basket(visitor)
    page = visitor.get("/commander")
    email = f"jeanne.{secrets.token_hex(6)}@example.org"  # one mailbox takes so many e-mails
    page = visitor.post(page.path, {**page.hidden(), **WHO, "email": email})
    chosen = {"delivery": "pick_up", "means": "transfer"}
    return visitor.post(page.path, {**page.hidden(), **chosen})


def order_shelving(visitor: Visitor) -> Answer:
    """Walk a whole order: product, basket, who, delivery, check, order page."""
    page = reach_check(visitor)
    return visitor.post(page.path, {**page.hidden(), "terms": "y"})


def reach_slots(visitor: Visitor, service: str = "EQ1", plate: str = "AB 123 CD") -> Answer:
    """Choose a tyre service and a vehicle, and return the page of slots."""
    page = visitor.get("/pneus/rendez-vous")
    page = visitor.post(page.path, {**page.hidden(), service: "1"})
    vehicle = {"plate": plate, "kind": "car", "rims": "unknown"}
    return visitor.post(page.path, {**page.hidden(), **vehicle})


def first_start(slots: Answer) -> str:
    """Return the first free slot the page offers."""
    found = START.search(slots.text)
    if found is None:
        raise RuntimeError("no slot is offered")
    return found.group(1)


def colleague(address: str, mailbox: str) -> Visitor:
    """Sign somebody of the school in, with what the page of the demonstration says."""
    visitor = Visitor(address)
    page = visitor.get("/demo").text
    password, email = PASSWORD.search(page), re.search(rf"{mailbox}@[\w.-]+", page)
    if password is None or email is None:
        raise RuntimeError("the demonstration does not say how to sign in")
    door = visitor.get("/ecole/connexion")
    who = {"email": email.group(), "password": unescape(password.group(1))}
    visitor.post(door.path, {**door.hidden(), **who})
    if visitor.get("/ecole/").status != 200:
        raise RuntimeError(f"{mailbox} could not sign in")
    return visitor
