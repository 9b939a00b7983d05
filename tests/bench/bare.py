"""The bare page: Flask, SQLAlchemy and Jinja with nothing else, to compare with.

It lists 24 products, shows one, and takes an order in five requests without any rule.
"""

import os

from flask import Flask, redirect, request
from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from werkzeug.wrappers import Response

LAYOUT = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{{ title }}</title>
<link rel="stylesheet" href="/static/site.css"></head><body><header><nav>{% for n in range(7) %}
<a href="/f/{{ n }}">Famille {{ n }}</a>{% endfor %}</nav></header><main>"""
LIST = (
    LAYOUT
    + """<h1>{{ title }}</h1>{% for p in products %}<article><h2><a href="/p/{{ p.id }}">
{{ p.name }}</a></h2><p>{{ p.text }}</p><p>{{ "%.2f"|format(p.cents / 100) }} €</p></article>
{% endfor %}</main></body></html>"""
)
ONE = (
    LAYOUT
    + """<h1>{{ p.name }}</h1><p>{{ p.text }}</p><p>{{ "%.2f"|format(p.cents / 100) }} €</p>
<form method="post" action="/order/{{ p.id }}"><button>Commander</button></form></main></html>"""
)
DONE = LAYOUT + """<h1>Commande {{ order.id }}</h1><p>{{ p.name }}</p></main></html>"""


class Base(DeclarativeBase):
    pass


class Thing(Base):
    __tablename__ = "things"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(String(300))
    cents: Mapped[int]


class Bought(Base):
    __tablename__ = "bought"
    id: Mapped[int] = mapped_column(primary_key=True)
    thing_id: Mapped[int] = mapped_column(ForeignKey("things.id"))


app = Flask(__name__)
# Compiled once, as any application has its templates: compiling costs more than the page.
LIST_PAGE, ONE_PAGE, DONE_PAGE = map(app.jinja_env.from_string, (LIST, ONE, DONE))
engine = create_engine(os.environ.get("BARE_DATABASE_URL", "sqlite://"))


def fill(count: int = 24) -> None:
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        for number in range(count):
            text = "Deux travées, quatre niveaux, peinture époxy, plaque de charge et notice."
            session.add(Thing(name=f"Rayonnage {number}", text=text, cents=24_000 + number * 100))
        session.commit()


@app.get("/")
def listed() -> str:
    with Session(engine) as session:
        products = session.scalars(select(Thing).order_by(Thing.id).limit(24)).all()
        return LIST_PAGE.render(title="Rayonnages", products=products)


@app.get("/p/<int:key>")
def one(key: int) -> str:
    with Session(engine) as session:
        return ONE_PAGE.render(title="Produit", p=session.get_one(Thing, key))


@app.post("/order/<int:key>")
def order(key: int) -> Response:
    with Session(engine) as session:
        bought = Bought(thing_id=key)
        session.add(bought)
        session.commit()
        return redirect(f"/done/{bought.id}?from={request.path}")


@app.get("/done/<int:key>")
def done(key: int) -> str:
    with Session(engine) as session:
        bought = session.get_one(Bought, key)
        thing = session.get_one(Thing, bought.thing_id)
        return DONE_PAGE.render(title="Merci", order=bought, p=thing)


if __name__ == "__main__":
    fill()
