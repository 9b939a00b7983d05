"""Lines of a quote and what they add up to."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.fabrication.domain.family import Handover
from shop.kernel.money import Money
from shop.kernel.refusals import NotFound, Refusal
from shop.kernel.text import Bilingual
from shop.orders.domain import CustomerKind
from shop.quotes.domain.life import (
    REQUEST_LIFE,
    VERSION_LIFE,
    RequestStatus,
    VersionStatus,
)
from shop.quotes.domain.lines import (
    MAX_LINES,
    QuoteLine,
    as_order_lines,
    at_reduced_rate,
    check_line,
    deposit_of,
    line_by_key,
    totals_of_lines,
    with_line,
    without_line,
)
from shop.quotes.domain.sentences import check_ticked, sentences_to_tick
from tests.builders.configurations import build_wish
from tests.builders.quotes import build_gate_line, build_line

STANDARD, REDUCED = Decimal("0.20"), Decimal("0.10")
amounts = st.integers(0, 1_000_000_00).map(Money)
rates = st.sampled_from((STANDARD, REDUCED))


@given(st.lists(st.tuples(amounts, st.integers(1, 50), rates), max_size=8))
def test_totals_are_the_sum_of_the_lines_and_their_tax(
    rows: list[tuple[Money, int, Decimal]],
) -> None:
    lines = [build_line(unit_net=net, quantity=n, vat_rate=rate) for net, n, rate in rows]

    totals = totals_of_lines(lines)

    assert totals.net.cents == sum(line.net.cents for line in lines)
    assert totals.gross == totals.net + totals.vat
    assert Money(0) <= deposit_of(totals, Decimal("0.3")) <= totals.gross


def test_a_computed_line_comes_back_from_its_data_with_its_whole_result() -> None:
    line = build_gate_line()

    assert QuoteLine.from_data(line.to_data()) == line
    assert line.fabrication().price.net == line.unit_net
    assert line.is_computed


def test_a_line_with_a_known_key_takes_its_place() -> None:
    first, second = build_line(key="a"), build_line(key="b")
    changed = build_line(key="a", quantity=3)

    assert with_line((first, second), changed) == (changed, second)
    assert with_line((first,), second) == (first, second)


def test_removing_a_line_takes_what_hangs_on_it() -> None:
    root, child, other = build_line(key="a"), build_line(key="b", parent="a"), build_line(key="c")

    assert without_line((root, child, other), "a") == (other,)


def test_a_quote_has_forty_lines_at_most() -> None:
    lines = tuple(build_line(key=str(n)) for n in range(MAX_LINES))

    with pytest.raises(Refusal, match="40 lignes"):
        with_line(lines, build_line(key="more"))


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (build_line(label=Bilingual(" ", "")), "label"),
        (build_line(quantity=0), "quantity"),
        (build_line(quantity=10_001), "quantity"),
        (build_line(unit_net=Money(1_000_000_01)), "unit_net"),
    ],
)
def test_a_line_that_cannot_be_is_refused_beside_its_field(line: QuoteLine, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_line(line)

    assert refused.value.field == field


def test_a_line_that_is_gone_is_told() -> None:
    with pytest.raises(NotFound, match="n’est plus dans le devis"):
        line_by_key((build_line(key="a"),), "b")


def test_only_certified_fitted_works_have_the_reduced_rate() -> None:
    fitted = build_line(key="a", is_fitted=True)
    supplied = build_line(key="b")

    certified = at_reduced_rate(
        (fitted, supplied), certified=True, reduced=REDUCED, standard=STANDARD
    )
    plain = at_reduced_rate(certified, certified=False, reduced=REDUCED, standard=STANDARD)

    assert [line.vat_rate for line in certified] == [REDUCED, STANDARD]
    assert [line.vat_rate for line in plain] == [STANDARD, STANDARD]


def test_add_ons_hang_on_their_root_in_the_order() -> None:
    root, child = build_line(key="a"), build_line(key="b", parent="a", is_made_to_measure=False)

    (ordered,) = as_order_lines((root, child))

    assert (ordered.label, ordered.withdrawal_exempt) == (root.label, True)
    assert [(c.label, c.withdrawal_exempt) for c in ordered.children] == [(child.label, False)]


def test_a_fitted_gate_counts_as_works_and_says_its_hours() -> None:
    fitted = build_gate_line(build_wish(handover=Handover.FITTING))
    fetched = build_gate_line(build_wish(handover=Handover.PICKUP))

    assert (fitted.is_fitted, fetched.is_fitted) == (True, False)
    assert "pose : 12 h à 48,00 € HT l’heure" in fitted.detail
    assert "à retirer à l’école" in fetched.detail


def test_a_consumer_ticks_that_made_to_measure_cannot_be_returned() -> None:
    line = build_line()
    consumer = sentences_to_tick((line,), CustomerKind.CONSUMER, is_certified=True)
    company = sentences_to_tick((line,), CustomerKind.PRO, is_certified=False)

    assert [s.key for s in consumer] == ["agreed", "made_to_measure", "certified"]
    assert [s.key for s in company] == ["agreed"]
    with pytest.raises(Refusal) as refused:
        check_ticked(consumer, ["agreed", "certified"])
    assert refused.value.field == "made_to_measure"


@pytest.mark.parametrize("start", RequestStatus)
def test_every_request_can_come_to_an_end(start: RequestStatus) -> None:
    ends = {RequestStatus.CLOSED, RequestStatus.DECLINED}
    seen, waiting = set[RequestStatus](), {start}
    while waiting:
        seen |= waiting
        waiting = {after for (before, _), after in REQUEST_LIFE.items() if before in seen} - seen

    assert seen & ends


def test_nothing_leaves_a_replaced_version_and_nothing_returns_to_draft() -> None:
    assert all(before is not VersionStatus.REPLACED for before, _ in VERSION_LIFE)
    assert VersionStatus.DRAFT not in VERSION_LIFE.values()
