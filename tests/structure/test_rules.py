"""Every rule of the engine says which side is stricter, or that none is."""

from shop.fabrication.domain.strictness import Stricter
from shop.fabrication.tables import read_rows, starting_basis, strict_rules

RULES = starting_basis().rules


def test_every_rule_has_its_stricter_side_or_says_it_has_none() -> None:
    listed = [row["key"] for row in read_rows("rule_strictness")]

    assert sorted(listed) == sorted({row["key"] for row in read_rows("rules_2026")})
    assert {Stricter(row["stricter"]) for row in read_rows("rule_strictness")} == set(Stricter)


def test_a_strict_rule_is_a_number_said_in_both_languages() -> None:
    for rule in strict_rules().values():
        assert RULES.decimal(rule.key) >= 0
        assert rule.label.fr
        assert rule.label.en
    assert len({rule.label.fr for rule in strict_rules().values()}) == len(strict_rules())
    assert len({rule.label.en for rule in strict_rules().values()}) == len(strict_rules())


def test_the_limit_on_the_other_side_leaves_room() -> None:
    for rule in strict_rules().values():
        if rule.never_past:
            limit, value = RULES.decimal(rule.never_past), RULES.decimal(rule.key)
            assert rule.is_as_strict(limit, value), rule.key


def test_a_smallest_is_raised_and_a_largest_is_lowered() -> None:
    sides = {row["key"]: row["stricter"] for row in read_rows("rule_strictness")}
    least = {side for key, side in sides.items() if ".min_" in key or key.endswith(".min")}
    most = {side for key, side in sides.items() if ".max_" in key or key.endswith(".max")}

    assert least <= {Stricter.MORE, Stricter.NONE}
    assert most - {Stricter.NONE} == {Stricter.LESS}
