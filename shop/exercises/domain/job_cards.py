"""From a job card and the order line behind it to what exercises know of them."""

from collections.abc import Mapping
from decimal import Decimal

from shop.curriculum.domain.french import french_day
from shop.exercises.domain.card_checks import checked_numbers, checked_words, plan_scale
from shop.exercises.domain.cards import CardForExercises, CardOperation
from shop.exercises.domain.sawn_steel import has_infill_bars, square_tube, steel_of
from shop.jobs.domain.content import CardContent
from shop.jobs.domain.state import CardState
from shop.jobs.domain.views import CardView
from shop.orders.domain import OrderLineView, OrderView
from shop.orders.pricing import ScheduleKind
from shop.tyres.domain.decoder import decode_marking
from shop.tyres.domain.marking import TyreMarking

FAMILIES = {"tyres": "tyre"}
ARTICLES = {
    "gate": "un portail",
    "staircase": "un escalier",
    "shelving": "un rayonnage",
    "guardrail": "un garde-corps",
    "walkway": "une passerelle",
    "series": "une petite série de pièces",
    "tyres": "un travail sur les pneus",
}
OF_INFILL_BARS = ("bar_", "void_", "max_void_")
FINISHED = frozenset({CardState.READY, CardState.DELIVERED, CardState.REVIEWED})


def picture_card(view: CardView, order: OrderView | None = None) -> CardForExercises:
    """Return a frozen picture of a card. The order adds its prices: only exercises about
    money show them, and never a customer's name."""
    content, head = view.content, view.head
    line = _line_of(order, head.order_line_id)
    return CardForExercises(
        card_id=head.id,
        reference=head.reference,
        family=FAMILIES.get(head.family, head.family),
        title=content.title,
        revision=head.revision,
        numbers={
            **content_numbers(content),
            **_measured(view),
            **_hours(view),
            **(_prices(line, order) if line and order else {}),
        },
        words=_words(view),
        operations=_operations(content),
    )


def content_numbers(content: CardContent) -> dict[str, float]:
    """Return the numbers of what a card says, its checks and its plans of sawing included."""
    scale = plan_scale(content.drawing_set)
    return {
        **_pressure(content),
        **_facts(content),
        **dict(square_tube(content)),
        **dict(checked_numbers(content)),
        **steel_of(content).numbers,
        **({"plan_scale": scale} if scale else {}),
        **_tyre_numbers(_marking(content)),
    }


def content_words(content: CardContent) -> dict[str, str]:
    """Return the words of what a card says."""
    words = {**content.words, **dict(checked_words(content)), **steel_of(content).words}
    marking = _marking(content)
    if marking is not None and marking.speed is not None:
        words["speed_symbol"] = marking.speed
    return words


def _facts(content: CardContent) -> dict[str, float]:
    """Return the facts of the engine, without those of bars that the card does not saw."""
    if not content.cut_rows or has_infill_bars(content):
        return dict(content.facts)
    return {
        name: value for name, value in content.facts.items() if not name.startswith(OF_INFILL_BARS)
    }


def _operations(content: CardContent) -> tuple[CardOperation, ...]:
    return tuple(
        CardOperation(
            code=operation.code,
            label=operation.label,
            minutes=operation.minutes,
            protection=operation.ppe,
            hazards=operation.hazards,
        )
        for operation in content.operations
    )


def _marking(content: CardContent) -> TyreMarking | None:
    typed = content.words.get("tyre_size", "")
    read = decode_marking(typed) if typed else None
    return read if isinstance(read, TyreMarking) else None


def _tyre_numbers(marking: TyreMarking | None) -> dict[str, float]:
    if marking is None:
        return {}
    known: Mapping[str, float | Decimal | None] = {
        "tyre_width_mm": marking.width_mm,
        "tyre_aspect": marking.aspect,
        "rim_inch": marking.rim_inches,
        "load_index": marking.load_index,
    }
    return {name: float(value) for name, value in known.items() if value is not None}


def _pressure(content: CardContent) -> dict[str, float]:
    """Return the pressure to set on the front axle: the rear may want another."""
    front = (one.nominal for one in content.checks if one.key.startswith("PRESSURE_FRONT"))
    nominal = next(front, None)
    return {} if nominal is None else {"pressure_bar": float(nominal)}


def _measured(view: CardView) -> dict[str, float]:
    """Return what students measured: the tread of the first wheel that has one."""
    treads = [
        float(check.last.value)
        for check in view.checks
        if check.key.startswith("TREAD.") and check.last is not None
    ]
    return {"tread_mm": treads[0]} if treads else {}


def _hours(view: CardView) -> dict[str, float]:
    planned = sum(operation.minutes for operation in view.content.operations)
    hours = {"planned_hours": round(planned / 60, 1)}
    if view.state in FINISHED and view.minutes_spent:
        hours["actual_hours"] = round(view.minutes_spent / 60, 1)
    return hours


def _prices(line: OrderLineView, order: OrderView) -> dict[str, float]:
    """Return the line's price in euros; exercises copy it, they never compute a debt."""
    prices = {
        "net_price": float(line.priced.net.euros),
        "gross_price": float(line.priced.gross.euros),
        "vat_percent": float(line.vat_rate * 100),
    }
    deposit = next((row for row in order.schedule if row.kind is ScheduleKind.DEPOSIT), None)
    if deposit is not None and order.payable:
        prices["deposit_percent"] = round(100 * deposit.amount.cents / order.payable.cents)
    return prices


def _line_of(order: OrderView | None, line_id: int) -> OrderLineView | None:
    lines = order.lines if order else ()
    return next((line for line in lines if line.id == line_id), None)


def _words(view: CardView) -> dict[str, str]:
    head, content = view.head, view.content
    words = {
        **content_words(content),
        "article": ARTICLES.get(head.family, content.title),
        "customer_kind": content.demander.label,
    }
    if head.due_on is not None:
        words["due"] = french_day(head.due_on)
    return words
