"""From a real job card to the numbers of its exercises."""

from shop.db import Scope
from shop.exercises.domain.cards import CardForExercises
from shop.exercises.domain.composition import offers
from shop.exercises.domain.templates import list_templates
from shop.exercises.queries import get_card_for_exercises
from shop.fabrication.registry import FAMILIES, freeze
from shop.fabrication.tables import starting_basis
from shop.jobs.domain.content import CardContent, Demander
from shop.jobs.domain.metalwork import from_fabrication
from shop.jobs.domain.tyre_work import from_tyre_plan
from tests.builders.fabrication import (
    build_gate_spec,
    build_guardrail_spec,
    build_shelving_spec,
)
from tests.builders.jobs import build_job_card, build_tyre_plan, publish


def gate_content() -> CardContent:
    result = freeze("gate", build_gate_spec(), starting_basis())
    return from_fabrication(result, demander=Demander.CONSUMER)


def shelving_content() -> CardContent:
    result = FAMILIES["shelving"].fabricate(build_shelving_spec(), starting_basis())
    return from_fabrication(result, demander=Demander.PRO)


def guardrail_content() -> CardContent:
    spec = build_guardrail_spec(lengths=(2400.0, 3000.0), slopes=(32.0, 0.0), turns=(0.0,))
    result = FAMILIES["guardrail"].fabricate(spec, starting_basis())
    return from_fabrication(result, demander=Demander.CONSUMER)


def tyre_content() -> CardContent:
    return from_tyre_plan(build_tyre_plan(), title="Montage de 4 pneus", demander=Demander.CONSUMER)


STEEL = {"F17", "F18"}  # bars to order, a mass to tell


def pictured(scope: Scope, content: CardContent) -> CardForExercises:
    card = build_job_card(scope, content)
    return get_card_for_exercises(scope.session, card.id, scope.now)


def bound(card: CardForExercises, letter: str) -> list[str]:
    return [
        exercise.template_id
        for exercise in offers([card], seed=1)
        if exercise.template_id.startswith(letter) and exercise.is_from_the_card
    ]


def test_a_gate_card_binds_at_least_twelve_gate_templates(scope: Scope):
    card = pictured(scope, gate_content())

    assert len(bound(card, "P")) >= 18
    assert len(bound(card, "F")) == 21
    assert len(bound(card, "S")) >= 11


def test_a_tyre_card_binds_at_least_twelve_tyre_templates(scope: Scope):
    card = pictured(scope, tyre_content())

    assert card.family == "tyre"
    assert len(bound(card, "T")) >= 16
    assert set(bound(card, "F")) == {f"F{n:02}" for n in range(1, 22)} - STEEL
    assert len(bound(card, "S")) >= 10


def test_a_shelving_card_binds_shelving_templates(scope: Scope):
    assert len(bound(pictured(scope, shelving_content()), "R")) >= 7


def test_a_guardrail_card_binds_at_least_ten_guardrail_templates(scope: Scope):
    card = pictured(scope, guardrail_content())

    assert len(bound(card, "G")) >= 10
    assert {"G10", "G11"} <= set(bound(card, "G"))
    assert len(bound(card, "F")) == 21


def test_the_numbers_of_a_gate_are_those_of_its_drawing(scope: Scope):
    content = gate_content()
    card = pictured(scope, content)
    exercise = next(e for e in offers([card], seed=1) if e.template_id == "P03")

    assert exercise.params == {
        "l": round(content.facts["leaf_width_mm"]),
        "h": round(content.facts["leaf_height_mm"]),
    }
    assert exercise.sources == {"l": "leaf_width_mm", "h": "leaf_height_mm"}


def test_the_price_is_the_orders_and_only_for_exercises(scope: Scope):
    card = pictured(scope, gate_content())

    assert (card.numbers["net_price"], card.numbers["gross_price"]) == (150.0, 180.0)
    assert card.numbers["vat_percent"] == 20


def test_a_tyre_marking_becomes_numbers(scope: Scope):
    numbers = pictured(scope, tyre_content()).numbers

    wanted = ("tyre_width_mm", "tyre_aspect", "rim_inch", "load_index", "torque_nm")
    assert [numbers[name] for name in wanted] == [205, 55, 16, 91, 110]
    assert numbers["pressure_bar"] == 2.3


def test_nothing_of_the_customer_is_on_the_picture(scope: Scope):
    text = str(pictured(scope, tyre_content()).to_data())

    assert [word for word in ("Roux", "ana.", "AB-123-CD", "rue du Port") if word in text] == []


def test_a_published_card_says_its_revision(scope: Scope):
    card_id = publish(scope, build_job_card(scope, gate_content()))

    assert get_card_for_exercises(scope.session, card_id, scope.now).revision == 1


def test_most_names_a_gate_template_asks_for_are_facts_of_the_engine(scope: Scope):
    known = pictured(scope, gate_content()).known
    drawn_elsewhere = {
        *("coat_count", "paint_yield_m2", "plate_length_mm", "plate_width_mm", "brace_rise_mm"),
        *("plate_thickness_mm", "actual_hours", "deposit_percent", "bar_net_price"),
        *("discount_percent", "slope_percent"),
    }
    asked = {
        source
        for template in list_templates("gate")
        for parameter in template.parameters
        for source in parameter.sources
    }

    assert asked - set(known) - drawn_elsewhere == set()
