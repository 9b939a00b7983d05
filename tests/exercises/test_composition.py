"""A set: three to six exercises, mixed, one check, one sentence for the customer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.exercises.domain.composition import (
    ClientSentence,
    ExerciseSet,
    make_exercise,
    offers,
    pick,
    propose,
)
from shop.exercises.domain.templates import ExerciseKind, get_template
from shop.kernel.refusals import Refusal
from tests.builders.exercises import GATE_CARD, TYRE_CARD

OFFERED = offers([GATE_CARD], seed=1)
BOTH = offers([GATE_CARD, TYRE_CARD], seed=1)


def test_a_gate_offers_at_least_twelve_templates_bound_to_its_numbers():
    bound = [e.template_id for e in OFFERED if e.template_id.startswith("P") and e.sources]

    assert len(bound) >= 22


def test_two_cards_offer_what_each_can_give():
    families = {exercise.template_id[0] for exercise in BOTH}

    assert families == {"P", "R", "T", "S", "F"}
    assert {e.card_reference for e in BOTH if e.template_id.startswith("T")} == {
        TYRE_CARD.reference
    }


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(min_value=0, max_value=10**6), count=st.integers(3, 6))
def test_a_proposed_set_is_mixed_and_has_a_check(seed: int, count: int):
    found = propose(BOTH, seed, count=count)

    assert len(found.exercises) == count
    assert len({e.template_id for e in found.exercises}) == count
    assert any(exercise.control for exercise in found.exercises)
    assert len({exercise.programme for exercise in found.exercises}) >= 3
    words = [e for e in found.exercises if e.kind is not ExerciseKind.NUMERIC]
    assert len(words) <= 2


def test_a_template_met_before_comes_back():
    found = propose(OFFERED, 4, done_before={"P14"})

    assert "P14" in [exercise.template_id for exercise in found.exercises]


def test_sums_come_from_easy_to_hard_and_words_last():
    found = pick(OFFERED, {"P05", "P01", "P06", "S05"})

    assert [e.template_id for e in found.exercises] == ["P01", "P06", "P05", "S05"]


def test_the_set_ends_with_the_sentence_for_the_customer():
    found = pick(OFFERED, {"P06", "P07", "P16"})

    assert found.closing == ClientSentence(
        prompt="Rédige la phrase pour le client\u00a0: le prix TTC et le vide entre les barreaux.",
        model=(
            "Bonjour. Le prix du portail est de 2\u00a0438,20\u00a0€ TTC. "
            "Le vide entre deux barreaux est de 109,8\u00a0mm."
        ),
    )


@pytest.mark.parametrize("ids", [{"P01", "P02"}, {f"P0{n}" for n in range(1, 8)}])
def test_a_set_holds_three_to_six_exercises(ids: set[str]):
    with pytest.raises(Refusal):
        pick(OFFERED, ids)


def test_a_template_of_another_family_is_not_made():
    assert make_exercise(get_template("T04"), GATE_CARD, seed=1) is None


def test_a_set_survives_storage_and_tells_its_minutes():
    found = propose(BOTH, 2)

    assert ExerciseSet.from_data(found.to_data()) == found
    assert found.minutes == 18
