"""Numbers of law hold for a span of days and are never overwritten."""

from datetime import date
from decimal import Decimal

import pytest

from shop.db import Scope
from shop.kernel.actor import Section
from shop.kernel.refusals import NotFound, Refusal
from shop.school.domain.law import LegalParam
from shop.school.domain.vat import VatChoice, VatRegime
from shop.school.queries import (
    find_legal_param,
    find_vat_choice,
    law_day,
    law_text,
    law_value,
    list_legal_params,
    list_legal_params_ending,
)
from shop.school.services import (
    add_legal_param,
    choose_vat_regime,
    load_legal_params,
    read_shipped_params,
)
from tests.builders.school import build_legal_param, build_vat_choice

TODAY = date(2026, 11, 20)


def test_the_latest_begun_value_holds(scope: Scope) -> None:
    for year, value in ((2020, "10"), (2025, "14"), (2027, "30")):
        build_legal_param(scope.session, value=value, valid_from=date(year, 1, 1))

    days = [date(2024, 12, 31), date(2025, 1, 1), TODAY, date(2027, 1, 1)]
    assert [law_value(scope.session, "withdrawal_days", day) for day in days] == [
        Decimal(10),
        Decimal(14),
        Decimal(14),
        Decimal(30),
    ]


def test_a_value_without_dates_has_always_held(scope: Scope) -> None:
    build_legal_param(scope.session, value="1.6", key="tread_min_mm", unit="mm")

    assert law_value(scope.session, "tread_min_mm", date(1990, 1, 1)) == Decimal("1.6")


def test_a_value_that_has_ended_is_missed_in_words(scope: Scope) -> None:
    build_legal_param(scope.session, valid_to=date(2025, 12, 31))

    assert find_legal_param(scope.session, "withdrawal_days", date(2025, 12, 31)) is not None
    with pytest.raises(NotFound, match="« withdrawal_days » manque à la date du 20/11/2026"):
        law_value(scope.session, "withdrawal_days", TODAY)


def test_the_shipped_numbers_are_loaded_once_and_answer(scope: Scope) -> None:
    load_legal_params(scope)
    load_legal_params(scope)

    assert len(list_legal_params(scope.session)) == len(read_shipped_params()) == 45
    assert law_value(scope.session, "vat_rate_standard", TODAY) == Decimal(20)
    assert law_value(scope.session, "withdrawal_days", TODAY) == Decimal(14)
    assert law_text(scope.session, "mountain_law_start", TODAY) == "11-01"
    assert law_day(scope.session, "withdrawal_function_from", TODAY) == date(2026, 6, 19)


def test_every_shipped_number_says_its_source_and_fits_its_unit() -> None:
    for param in read_shipped_params():
        assert param.source, param.key
        if param.unit not in {"", "MM-DD", "date"}:
            assert param.to_decimal() >= 0, param.key


def test_loading_leaves_what_the_school_has_entered(scope: Scope) -> None:
    build_legal_param(scope.session, key="withdrawal_days", value="30")

    load_legal_params(scope)

    assert law_value(scope.session, "withdrawal_days", TODAY) == Decimal(30)


def test_a_new_value_is_added_beside_the_old_one(scope: Scope) -> None:
    build_legal_param(scope.session, value="14", valid_from=date(2014, 6, 14))
    add_legal_param(scope, _param(value="21", valid_from=date(2027, 1, 1)))

    assert law_value(scope.session, "withdrawal_days", TODAY) == Decimal(14)
    assert law_value(scope.session, "withdrawal_days", date(2027, 1, 1)) == Decimal(21)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"value": ""}, "value"),
        ({"value": "quatorze"}, "value"),
        ({"value": "2027", "unit": "date"}, "value"),
        ({"valid_to": date(2026, 1, 1)}, "valid_to"),
        ({"valid_from": date(2014, 6, 14)}, "valid_from"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(
    scope: Scope, changes: dict[str, object], field: str
) -> None:
    build_legal_param(scope.session, valid_from=date(2014, 6, 14))

    with pytest.raises(Refusal) as refused:
        add_legal_param(scope, _param(**{"valid_from": date(2027, 1, 1), **changes}))

    assert refused.value.field == field


def test_a_number_about_to_end_without_a_successor_is_announced(scope: Scope) -> None:
    build_legal_param(scope.session, key="ends", valid_to=date(2026, 12, 31))
    build_legal_param(scope.session, key="followed", valid_to=date(2026, 12, 31))
    build_legal_param(scope.session, key="followed", valid_from=date(2027, 1, 1))
    build_legal_param(scope.session, key="far", valid_to=date(2027, 12, 31))

    ending = list_legal_params_ending(scope.session, TODAY)

    assert [param.key for param in ending] == ["ends"]


def test_the_vat_regime_of_a_section_goes_before_that_of_the_school(scope: Scope) -> None:
    build_vat_choice(scope.session, regime="standard")
    build_vat_choice(scope.session, regime="teaching", section="tyres")
    build_vat_choice(scope.session, regime="franchise", valid_from=date(2027, 1, 1))

    found = {
        section: find_vat_choice(scope.session, TODAY, section)
        for section in (None, Section.METALWORK, Section.TYRES)
    }
    assert {section: choice and choice.regime for section, choice in found.items()} == {
        None: VatRegime.STANDARD,
        Section.METALWORK: VatRegime.STANDARD,
        Section.TYRES: VatRegime.TEACHING,
    }
    assert find_vat_choice(scope.session, date(2025, 1, 1)) is None


def test_a_chosen_regime_takes_its_usual_mention(scope: Scope) -> None:
    choose_vat_regime(
        scope, VatChoice(regime=VatRegime.NONPROFIT, valid_from=TODAY, chosen_by="Mme Perrin")
    )

    choice = find_vat_choice(scope.session, TODAY)
    assert choice is not None
    assert choice.mention == "Exonération de TVA, art. 261, 7-1° du CGI"
    assert not choice.charges_vat


def test_a_regime_needs_the_name_of_who_decided(scope: Scope) -> None:
    with pytest.raises(Refusal, match="Nommez la personne"):
        choose_vat_regime(
            scope, VatChoice(regime=VatRegime.STANDARD, valid_from=TODAY, chosen_by="")
        )


def _param(**changes: object) -> LegalParam:
    values: dict[str, object] = {
        "key": "withdrawal_days",
        "label": "Délai de rétractation",
        "value": "21",
        "unit": "jours",
        "source": "art. L221-18",
    }
    return LegalParam(**(values | changes))  # type: ignore[arg-type] # a row of the table above
