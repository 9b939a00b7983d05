"""Words of the trade."""

from shop.curriculum.domain.french import sentences, word_count
from shop.curriculum.domain.glossary import find_glossary_entry, glossary_of, list_glossary


def test_the_glossary_is_large_and_names_each_word_once():
    words = [entry.word for entry in list_glossary()]

    assert len(words) >= 120
    assert len(set(words)) == len(words)


def test_every_definition_is_one_short_sentence():
    long = [
        entry.word
        for entry in list_glossary()
        if len(sentences(entry.definition)) != 1 or word_count(entry.definition) > 13
    ]

    assert long == []


def test_false_friends_are_warned_of():
    entry = find_glossary_entry("talon")

    assert entry is not None
    assert entry.note == "Le talon est aussi l’arrière du pied."


def test_a_plural_finds_its_word():
    found = [find_glossary_entry(word) for word in ("vantaux", "Barreaux", "gonds", "masses")]

    assert [entry and entry.word for entry in found] == ["vantail", "barreau", "gond", "masse"]


def test_a_card_finds_its_words_in_order_longest_first():
    text = "Pose les masses d’équilibrage sur la jante. Gonfle le pneu : la pression à froid."

    assert [entry.word for entry in glossary_of([text])] == [
        "masse d’équilibrage",
        "jante",
        "pneu",
        "pression",
    ]


def test_a_word_inside_another_is_not_that_word():
    assert [
        entry.word for entry in glossary_of(["La carrosserie est plate, le platane aussi."])
    ] == []


def test_at_most_the_asked_number_of_words_is_shown():
    assert len(glossary_of(["gond serrure cadre montant traverse barreau"], limit=3)) == 3
