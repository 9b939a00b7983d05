"""Advice on the writing of a card."""

from shop.curriculum.domain.operations import ReadingLevel
from shop.curriculum.domain.writing import (
    Remark,
    Weight,
    review_safety,
    review_steps,
    review_text,
)


def test_a_plain_card_text_raises_nothing():
    assert review_text("Scie 4 tubes. La longueur est 1\u00a0780\u00a0mm.") == ()


def test_a_long_sentence_is_quoted():
    sentence = "Tu vas scier les quatre tubes du cadre puis les limer et les ranger ensuite."

    assert review_text(sentence) == (
        Remark(message="Phrase longue : coupez-la en deux.", text=sentence),
    )


def test_level_one_allows_six_words_only():
    sentence = "Prends le mètre et mesure le cadre."

    assert [r.text for r in review_text(sentence, ReadingLevel.PICTURES)] == [sentence]
    assert review_text(sentence, ReadingLevel.SENTENCES) == ()


def test_brackets_negations_and_bare_numbers_are_named():
    text = "Prends la scie (la grande). Tu ne dois pas forcer. La longueur est 1780."

    assert [remark.message for remark in review_text(text)] == [
        "Parenthèse : faites une phrase à part.",
        "Négation : dites plutôt ce qu’il faut faire.",
        "Nombre sans unité.",
    ]


def test_more_than_seven_steps_ask_for_a_second_page():
    assert review_steps(["Scie."] * 7) == ()
    assert len(review_steps(["Scie."] * 8)) == 1


def test_a_forgotten_protection_blocks():
    remarks = review_safety("MEU", ["M003", "M004", "M008", "M009"])

    assert remarks == (
        Remark(
            message="Protection oubliée : ajoutez-la avant de publier.",
            text="Visière de protection",
            weight=Weight.BLOCKING,
        ),
    )


def test_an_operation_the_school_added_is_not_judged():
    assert review_safety("XXX", []) == ()
