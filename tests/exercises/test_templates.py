"""The templates: complete, readable, and in step with their formulas."""

import pytest

from shop.curriculum.domain.frameworks import find_competency
from shop.curriculum.domain.french import sentences, word_count
from shop.curriculum.domain.placeholders import fill, holes
from shop.exercises.domain.formulas.registry import FORMULAS
from shop.exercises.domain.templates import (
    ANY_FAMILY,
    ExerciseKind,
    ExerciseTemplate,
    get_template,
    list_templates,
)
from shop.kernel.refusals import NotFound
from tests.exercises.oracle import documented

TEMPLATES = list_templates()
NUMERIC = [template for template in TEMPLATES if template.kind is ExerciseKind.NUMERIC]


def named(template: ExerciseTemplate) -> str:
    return template.id


def test_every_family_has_its_templates():
    counts = {
        letter: sum(1 for template in TEMPLATES if template.id.startswith(letter))
        for letter in "PERGTSF"
    }

    assert counts == {"P": 24, "E": 15, "R": 14, "G": 15, "T": 28, "S": 14, "F": 21}


def test_numbers_have_a_formula_and_formulas_a_template():
    assert {template.id for template in NUMERIC} == set(FORMULAS)


@pytest.mark.parametrize("template", NUMERIC, ids=named)
def test_the_formula_gives_the_sample_answer(template: ExerciseTemplate):
    assert template.sample is not None
    answer = FORMULAS[template.id].answer(template.sample["params"])

    assert answer == pytest.approx(template.sample["answer"], abs=5e-5)


@pytest.mark.parametrize("template", NUMERIC, ids=named)
def test_the_formula_names_the_mistakes_of_the_template(template: ExerciseTemplate):
    formula, sample = FORMULAS[template.id], template.sample

    assert sample is not None
    assert list(formula.mistakes) == [mistake.name for mistake in template.mistakes]
    assert [calculation(sample["params"]) for calculation in formula.mistakes.values()] == [
        pytest.approx(documented(mistake.expression, sample["params"]))
        for mistake in template.mistakes
    ]


@pytest.mark.parametrize("template", NUMERIC, ids=named)
def test_the_sample_values_are_allowed(template: ExerciseTemplate):
    assert template.sample is not None
    assert FORMULAS[template.id].allows(template.sample["params"])


@pytest.mark.parametrize("template", NUMERIC, ids=named)
def test_every_hole_is_filled_by_a_parameter_or_a_part(template: ExerciseTemplate):
    names = {parameter.name for parameter in template.parameters}
    parts = set(FORMULAS[template.id].parts)
    asked = set(holes(template.prompt)) | set(holes(template.hint))
    asked |= {name for mistake in template.mistakes for name in holes(mistake.hint)}
    solved = {name for step in (*template.steps, template.sentence) for name in holes(step)}

    assert asked <= names | parts
    assert solved <= names | parts | {"answer"}
    assert template.sample is not None
    assert set(template.sample["params"]) == names


@pytest.mark.parametrize("template", NUMERIC, ids=named)
def test_the_last_steps_give_the_answer(template: ExerciseTemplate):
    assert template.id == "T22" or any("answer" in holes(step) for step in template.steps)


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_every_sentence_has_at_most_twelve_words(template: ExerciseTemplate):
    texts = [
        template.prompt,
        template.hint,
        template.sentence,
        *(mistake.hint for mistake in template.mistakes),
        *template.criteria,
    ]
    facts = {"answer": 1, **{name: 1 for text in texts for name in holes(text)}}
    long = [s for text in texts for s in sentences(fill(text, facts)) if word_count(s) > 12]

    assert long == []


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_codes_are_known_to_the_curriculum(template: ExerciseTemplate):
    codes = [template.programme, template.competency, template.skill]

    assert [code for code in codes if find_competency(code) is None] == []


@pytest.mark.parametrize("template", NUMERIC, ids=named)
def test_the_rounding_asked_for_stays_within_the_tolerance(template: ExerciseTemplate):
    assert template.tolerance == 0 or 10**-template.decimals / 2 <= template.tolerance
    assert template.rounding


def test_exercises_on_conformity_exist_for_every_family():
    for family in ("gate", "staircase", "shelving", "tyre", "guardrail"):
        assert [t.id for t in list_templates(family) if t.control], family


def test_a_family_nobody_knows_gets_the_generic_templates():
    ids = {template.id for template in list_templates("walkway")}

    assert {"S01", "S06", "F01"} <= ids
    assert "P06" not in ids


def test_texts_to_write_come_with_criteria_and_a_model():
    texts = [t for t in TEMPLATES if t.kind is ExerciseKind.TEXT]

    assert len(texts) == 20
    assert [t.id for t in texts if not (t.criteria and t.model and t.starters)] == []


def test_french_and_safety_are_taught_from_any_card_at_three_difficulties():
    french = [t for t in TEMPLATES if t.programme.startswith("FR-")]
    safety = [t for t in TEMPLATES if t.competency == "JA-SEC"]

    assert (len(french), len(safety)) == (22, 12)
    assert {t.level for t in french} == {t.level for t in safety} == {1, 2, 3}
    assert [t.id for t in (*french, *safety) if t.kind is not ExerciseKind.NUMERIC] == [
        t.id for t in (*french, *safety) if ANY_FAMILY in t.families
    ]


def test_an_unknown_template_is_not_found():
    with pytest.raises(NotFound):
        get_template("P99")
