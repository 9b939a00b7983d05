"""A wish travels in an address and in the database without losing anything."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.configurations.domain.wishes import (
    Audience,
    Wish,
    digest_of,
    is_within_range,
    priced,
    refused,
    show_price,
    wish_from_data,
    wish_to_data,
)
from shop.configurations.forms.gate import GateForm
from shop.fabrication.domain.family import Handover, SpecRefused
from shop.fabrication.domain.result import PriceKind
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.gate.engine import GateEngine
from shop.fabrication.gate.spec import GateSpec, GateType, Hand, Infill, Motor, Split
from shop.fabrication.tables import starting_basis
from shop.kernel.money import Money
from tests.builders.configurations import build_wish

VAT = Decimal("0.20")
ENGINE = GateEngine()

specs = st.builds(
    GateSpec,
    type=st.sampled_from(GateType),
    widths=st.lists(st.integers(700, 6000).map(float), min_size=1, max_size=3).map(tuple),
    height=st.integers(800, 2200).map(float),
    is_sure=st.booleans(),
    split=st.sampled_from(Split),
    hand=st.sampled_from(Hand),
    slope=st.integers(0, 100).map(lambda tenths: tenths / 10),
    infill=st.sampled_from(Infill),
    bar=st.sampled_from(("CARRE 12", "CARRE 16", "ROND 14")),
    mid_rails=st.integers(0, 3),
    sheet_height=st.integers(200, 1200).map(float),
    finish=st.just(Finish.POWDER),
    colour=st.sampled_from(("RAL 7016", "RAL 9010")),
    posts=st.booleans(),
    lock=st.booleans(),
    drop_bolt=st.booleans(),
    letter_slot=st.booleans(),
    motor=st.sampled_from(Motor),
    handover=st.sampled_from(Handover),
    distance=st.integers(0, 400).map(float),
)


@given(spec=specs, audience=st.sampled_from(Audience))
def test_a_wish_comes_back_from_its_data(spec: GateSpec, audience: Audience) -> None:
    wish = Wish(family="gate", spec=spec, audience=audience)

    assert wish_from_data("gate", wish_to_data(wish)) == wish
    assert digest_of(wish_from_data("gate", wish_to_data(wish))) == digest_of(wish)


@pytest.mark.usefixtures("request_context")
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"widths": (3500.0, 3502.0, 3498.0), "slope": 2.5},
        {"type": GateType.SLIDING_RAIL, "widths": (2600.0,), "is_sure": False, "lock": False},
        {"finish": Finish.GALVA, "colour": "", "handover": Handover.DELIVERY, "distance": 12.0},
        {"type": GateType.WICKET, "widths": (1000.0,), "posts": True, "letter_slot": True},
    ],
)
def test_an_address_opens_the_very_same_wish(changes: dict[str, object]) -> None:
    wish = build_wish(audience=Audience.COMPANY, **changes)

    form = GateForm.opened_on(wish)

    assert form.validate(), form.errors
    assert form.to_wish() == wish


def test_another_wish_has_another_digest() -> None:
    assert digest_of(build_wish(height=1600.0)) != digest_of(build_wish(height=1601.0))


def test_a_firm_price_is_one_amount() -> None:
    result = ENGINE.fabricate(build_wish().spec, starting_basis())

    shown = show_price(result, VAT)

    assert (shown.kind, shown.is_firm) == (PriceKind.FIRM, True)
    assert shown.low == shown.high
    assert shown.low.net == result.price.net


def test_a_doubt_makes_a_range_around_the_same_price() -> None:
    result = ENGINE.fabricate(build_wish(is_sure=False).spec, starting_basis())

    shown = show_price(result, VAT)

    assert (shown.kind, shown.is_firm) == (PriceKind.ESTIMATE, False)
    assert shown.low.net < result.price.net < shown.high.net
    assert is_within_range(result.price.net, result)
    assert not is_within_range(shown.high.net + Money(1), result)


def test_a_doubt_proposes_a_visit_and_is_never_a_refusal() -> None:
    result = ENGINE.fabricate(build_wish(widths=(3500.0, 3520.0)).spec, starting_basis())

    preview = priced(result, VAT)

    assert (preview.is_refused, preview.needs_visit) == (False, True)
    assert [one.code for one in GateForm.remarks_on("width_bottom", preview.findings)] == [
        "gate.spread"
    ]


def test_a_refusal_keeps_its_remarks_by_field() -> None:
    with pytest.raises(SpecRefused) as caught:
        ENGINE.fabricate(build_wish(height=100.0).spec, starting_basis())

    preview = refused(caught.value)

    assert preview.is_refused
    assert [one.field for one in GateForm.remarks_on("height", preview.findings)] == ["height"]
    assert GateForm.remarks_on("slope", preview.findings) == ()
