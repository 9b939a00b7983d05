"""Markings are read whatever their order, or refused with a reason; nothing raises."""

import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shop.tyres.domain.decoder import decode_marking
from shop.tyres.domain.explanation import explain_marking
from shop.tyres.domain.limits import limits_at, list_shipped_limits
from shop.tyres.domain.marking import (
    Construction,
    LoadCapacity,
    TokenKind,
    TyreMarking,
    TyreUse,
    UnreadableMarking,
    UnreadableReason,
)

LIMITS = limits_at(list_shipped_limits(), date(2026, 11, 20))


def _marking(**facts: object) -> TyreMarking:
    usual: dict[str, object] = {"width_mm": 205, "aspect": 55, "rim_inches": Decimal(16)}
    return TyreMarking(**(usual | facts))  # type: ignore[arg-type]


USUAL = _marking(load_index=91, speed="V")
READ = {
    "205/55R16 91V": USUAL,
    "205/55 R16 91V": USUAL,
    "205/55 r 16 91 v": USUAL,
    "205//55 R16 91V": USUAL,
    "205 55 16 91V": USUAL,
    "2055516 91V": USUAL,
    "205,55,16 91V": USUAL,
    "205-55-16-91-V": USUAL,
    "205/55R1691V": USUAL,
    "91V 205/55 R16": USUAL,
    "205\u00a0/\u202f55 R16 (91V)": USUAL,
    "205/55R16": _marking(),
    "205/55 R16 91": _marking(load_index=91),
    "205/55 R16 V": _marking(speed="V"),
    "205/55 R16 91V XL M+S 3PMSF DOT … 2324": _marking(
        load_index=91,
        speed="V",
        capacity=LoadCapacity.EXTRA,
        mud_and_snow=True,
        snow_flake=True,
        made_in_week=23,
        made_in_year=2024,
    ),
    "205/55R1691VXL": _marking(load_index=91, speed="V", capacity=LoadCapacity.EXTRA),
    "205/55 R16 91V Extra Load": _marking(load_index=91, speed="V", capacity=LoadCapacity.EXTRA),
    "205/55 R16 91V reinforced": _marking(load_index=91, speed="V", capacity=LoadCapacity.EXTRA),
    "205/55 R16 91V M&S": _marking(load_index=91, speed="V", mud_and_snow=True),
    "205/55 R16 91V MS": _marking(load_index=91, speed="V", mud_and_snow=True),
    "225/45 ZR17 (94Y) XL": _marking(
        width_mm=225,
        aspect=45,
        rim_inches=Decimal(17),
        rated_above_240=True,
        load_index=94,
        speed="(Y)",
        capacity=LoadCapacity.EXTRA,
    ),
    "225/70 R15C 112/110S": _marking(
        width_mm=225,
        aspect=70,
        rim_inches=Decimal(15),
        use=TyreUse.COMMERCIAL,
        load_index=112,
        twin_load_index=110,
        speed="S",
    ),
    "225/70 R15 112/110 S": _marking(
        width_mm=225,
        aspect=70,
        rim_inches=Decimal(15),
        use=TyreUse.COMMERCIAL,
        load_index=112,
        twin_load_index=110,
        speed="S",
    ),
    "175R14C 99/98R": _marking(
        width_mm=175,
        aspect=None,
        rim_inches=Decimal(14),
        use=TyreUse.COMMERCIAL,
        load_index=99,
        twin_load_index=98,
        speed="R",
    ),
    "155 SR 13": _marking(width_mm=155, aspect=None, rim_inches=Decimal(13), speed="S"),
    "HL 245/40 R19 101Y": _marking(
        width_mm=245,
        aspect=40,
        rim_inches=Decimal(19),
        load_index=101,
        speed="Y",
        capacity=LoadCapacity.HIGH,
    ),
    "195/65R15 91T RF": _marking(
        width_mm=195,
        aspect=65,
        rim_inches=Decimal(15),
        load_index=91,
        speed="T",
        ambiguous_rf=True,
    ),
    "245/45 RF18 96W": _marking(
        width_mm=245,
        aspect=45,
        rim_inches=Decimal(18),
        load_index=96,
        speed="W",
        run_flat=True,
    ),
    "205/55 R16 91V ★ SSR": _marking(load_index=91, speed="V", run_flat=True, origin_marks=("★",)),
    "205/55 R16 91V MO": _marking(load_index=91, speed="V", origin_marks=("MO",)),
    "205/55 ZR16 91Y N0": _marking(
        load_index=91, speed="Y", rated_above_240=True, origin_marks=("N0",)
    ),
    "P215/65R17": _marking(width_mm=215, aspect=65, rim_inches=Decimal(17)),
    "LT245/75R16 120/116S": _marking(
        width_mm=245,
        aspect=75,
        use=TyreUse.LIGHT_TRUCK,
        load_index=120,
        twin_load_index=116,
        speed="S",
    ),
    "T125/70D15 95M": _marking(
        width_mm=125,
        aspect=70,
        rim_inches=Decimal(15),
        use=TyreUse.TEMPORARY_SPARE,
        construction=Construction.DIAGONAL,
        load_index=95,
        speed="M",
    ),
    "Michelin CrossClimate 2 205/55 R16 91V": USUAL,
    "205\u200b/55\u2060R16\ufeff 91V": USUAL,
    "２０５／５５Ｒ１６　９１Ｖ": USUAL,
    "205⁄55–R16‑91V": USUAL,
    "2O5/55 R16 91V": USUAL,
    "205/55 R16.0 91V": USUAL,
    "205/55 R16 E4 02 91V": USUAL,
    "205/55 R16 91V ХL М+Ѕ": _marking(  # Cyrillic Х, М and Ѕ
        load_index=91, speed="V", capacity=LoadCapacity.EXTRA, mud_and_snow=True
    ),
    "205/55 R16 91V ❄️": _marking(load_index=91, speed="V", snow_flake=True),
    "DOTB9XX2324 205/55 R16 91V": _marking(
        load_index=91, speed="V", made_in_week=23, made_in_year=2024
    ),
    "205/55 R16 91V DOT: B9 4UKX 2324": _marking(
        load_index=91, speed="V", made_in_week=23, made_in_year=2024
    ),
    "DOT 2324 2055516 91V": _marking(load_index=91, speed="V", made_in_week=23, made_in_year=2024),
    "205/55 R16 91V DOT 329": _marking(
        load_index=91, speed="V", made_in_week=32, made_before_2000=True
    ),
    "DOT 205/55 R16 91V": USUAL,
    "205/55 R16 91V DOT 5424": USUAL,
    "225/70 R15C 8PR 112/110S (115N)": _marking(
        width_mm=225,
        aspect=70,
        rim_inches=Decimal(15),
        use=TyreUse.COMMERCIAL,
        load_index=112,
        twin_load_index=110,
        speed="S",
    ),
    "T155/90 D16 110M": _marking(
        width_mm=155,
        aspect=90,
        construction=Construction.DIAGONAL,
        use=TyreUse.TEMPORARY_SPARE,
        load_index=110,
        speed="M",
    ),
    "205/55 R16 91V DOT 5423": USUAL,
    "205/55 R16 91V E4 0212345 S2WR2": USUAL,
    "205/55 R16 91V AOE": _marking(load_index=91, speed="V", run_flat=True),
    "205/55 R16 91V ZPS": _marking(load_index=91, speed="V", run_flat=True),
    "205/55 R16 91V SL": USUAL,
    "205/55 R16 91V NA0": _marking(load_index=91, speed="V", origin_marks=("NA0",)),
    "205/55 R16 TREADWEAR 300 TRACTION A": _marking(),
    "HL 205/55 R16 91V XL": _marking(load_index=91, speed="V", capacity=LoadCapacity.HIGH),
    "LT245/75R16E": _marking(width_mm=245, aspect=75, use=TyreUse.LIGHT_TRUCK),
    "LT245/75R16 LR E": _marking(width_mm=245, aspect=75, use=TyreUse.LIGHT_TRUCK),
    "LT245/75R16/E 120/116S": _marking(
        width_mm=245,
        aspect=75,
        use=TyreUse.LIGHT_TRUCK,
        load_index=120,
        twin_load_index=116,
        speed="S",
    ),
    "LT245/75R16 load range E 120/116S": _marking(
        width_mm=245,
        aspect=75,
        use=TyreUse.LIGHT_TRUCK,
        load_index=120,
        twin_load_index=116,
        speed="S",
    ),
}

REFUSED = {
    "": UnreadableReason.EMPTY,
    "   ": UnreadableReason.EMPTY,
    "bonjour": UnreadableReason.NO_SIZE,
    "205": UnreadableReason.NO_SIZE,
    "205/55": UnreadableReason.NO_SIZE,
    "٢٠٥/55R16": UnreadableReason.NO_SIZE,
    "999/55 R16": UnreadableReason.WIDTH,
    "207/55 R16": UnreadableReason.WIDTH,
    "T205/55 D16": UnreadableReason.WIDTH,
    "205/57 R16": UnreadableReason.ASPECT,
    "205/90 R16": UnreadableReason.ASPECT,
    "205/55 R26": UnreadableReason.RIM,
    "205/55 R9": UnreadableReason.RIM,
    "205/55 R16 91I": UnreadableReason.SPEED_SYMBOL,
    "205/55 R16 91O": UnreadableReason.SPEED_SYMBOL,
    "205/55 R16 91X": UnreadableReason.SPEED_SYMBOL,
    "205/55 R16 91Z": UnreadableReason.SPEED_SYMBOL,
    "205/55 R16 59V": UnreadableReason.LOAD_INDEX,
    "205/55 R16 150/147L": UnreadableReason.LOAD_INDEX,
    "205/55 R16 (91V": UnreadableReason.UNBALANCED,
    ")205/55( R16": UnreadableReason.UNBALANCED,
    "315/80 R22.5 156/150L": UnreadableReason.TRUCK,
    "235/75 R17,5": UnreadableReason.TRUCK,
    "11R22.5": UnreadableReason.TRUCK,
    "120/70 ZR17 M/C 58W": UnreadableReason.MOTORCYCLE,
    "180/55 ZR17 (73W)": UnreadableReason.MOTORCYCLE,
    "90/90-21": UnreadableReason.MOTORCYCLE,
    "3.00-18": UnreadableReason.MOTORCYCLE,
    "31x10.50 R15 LT": UnreadableReason.FLOTATION,
    "ST205/75R15": UnreadableReason.TRAILER,
    "190/65 R390 89H": UnreadableReason.METRIC_RIM,
    "2" * 201: UnreadableReason.TOO_LONG,
}


@pytest.mark.parametrize(("typed", "marking"), READ.items())
def test_a_marking_is_read_whatever_its_order_and_spaces(typed: str, marking: TyreMarking):
    assert decode_marking(typed) == marking


@pytest.mark.parametrize(("typed", "reason"), REFUSED.items())
def test_a_wrong_marking_is_refused_with_its_reason(typed: str, reason: UnreadableReason):
    refused = decode_marking(typed)

    assert isinstance(refused, UnreadableMarking)
    assert refused.reason is reason
    assert "%(" not in refused.message % refused.params


def test_words_that_mean_nothing_are_told_apart():
    read = decode_marking("Michelin CrossClimate 2 205/55 R16 91V")

    assert isinstance(read, TyreMarking)
    assert read.unread == ("MICHELIN", "CROSSCLIMATE", "2")


@pytest.mark.parametrize("typed", [typed for typed in READ if "SR" not in typed])
def test_the_usual_writing_of_a_marking_reads_back_the_same(typed: str):
    read = decode_marking(typed)
    assert isinstance(read, TyreMarking)

    again = decode_marking(f"{read.size_text} {read.indices_text}")

    assert isinstance(again, TyreMarking)
    assert (again.size_text, again.indices_text) == (read.size_text, read.indices_text)
    assert again.geometry == read.geometry


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("205/55 R16 91V extra load", TokenKind.CAPACITY, "EXTRA LOAD"),
        ("205/55 R16 91V run flat", TokenKind.RUN_FLAT, "RUN FLAT"),
        ("225/70 R15C 10 PR 112/110S", TokenKind.PLY, "10 PR"),
        ("235/65 R16C 115/113R (118/116R)", TokenKind.SECOND, "118/116R"),
        ("205/55 R16 91V DOT XX 0124", TokenKind.DATE, "0124"),
        ("LT245/75R16 120/116S E", TokenKind.PLY, "E"),
        ("LT245/75R16E 120/116S", TokenKind.PLY, "E"),
        ("LT245/75R16 LRE 120/116S", TokenKind.PLY, "LRE"),
        ("LT235/85R16/E", TokenKind.PLY, "E"),
        ("235/65R16C 115/113R 121/120N", TokenKind.SECOND, "121/120N"),
        ("205/55 R16 91V E4 0212345 S2WR2", TokenKind.APPROVAL, "E4 0212345 S2WR2"),
        ("205/55 R16 91V E4-0212345-S", TokenKind.APPROVAL, "E4-0212345-S"),
        ("205/55 R16 91V (E2) 030236", TokenKind.APPROVAL, "E2"),
        ("205/55 R16 91V S2WR2", TokenKind.APPROVAL, "S2WR2"),
        ("205/55 R16 91V TREADWEAR 300", TokenKind.GRADE, "TREADWEAR 300"),
        ("205/55 R16 91V SL", TokenKind.CAPACITY, "SL"),
        ("205/55 R16 91V DOT 5423", TokenKind.DATE, "5423"),
        ("205/55 R16 91V DOT B9XX5423", TokenKind.DATE, "5423"),
        ("DOT 0024 2055516 91V", TokenKind.DATE, "0024"),
        ("205/55 R16 91V DOT 5324", TokenKind.DATE, "5324"),
    ],
)
def test_words_that_belong_together_are_one_piece(typed: str, kind: TokenKind, text: str):
    read = decode_marking(typed)

    assert isinstance(read, TyreMarking)
    assert [token.text for token in read.tokens if token.kind is kind] == [text]
    assert set(read.unread) <= {"XX", "030236"}


@given(st.text(max_size=250))
@example("(" * 200)
@example("M" * 200)
@example("²⁰⁵/₅₅R¹⁶")
@example("DOT" * 60)
@example("1" * 200)
def test_any_text_is_read_or_refused_and_never_raises(typed: str):
    read = decode_marking(typed)

    assert isinstance(read, TyreMarking | UnreadableMarking)


@given(st.binary(max_size=200))
def test_bytes_taken_for_text_are_read_or_refused(data: bytes):
    for typed in (data.decode("latin-1"), data.decode("utf-8", "surrogateescape")):
        assert isinstance(decode_marking(typed), TyreMarking | UnreadableMarking)


@given(
    typed=st.sampled_from([typed for typed in READ if typed.startswith("205")]),
    letters=st.lists(st.sampled_from(["upper", "lower"]), min_size=1, max_size=8),
    gap=st.sampled_from([" ", "  ", "\u00a0", "\t", "\u200b ", "\n"]),
)
def test_case_and_kind_of_space_change_nothing(typed: str, letters: list[str], gap: str):
    mixed = "".join(getattr(letter, letters[i % len(letters)])() for i, letter in enumerate(typed))

    assert decode_marking(f"{gap}{mixed.replace(' ', gap)}{gap}") == READ[typed]


TYRE_LETTERS = "0123456789/RZDBCXLVHTY()M+SDOTPHL .-,★"
TYRE_WORDS = (
    *("205/55R16", "LT245/75R16", "225/70R15C", "91V", "120/116S", "(Y)", "(115N)", "121/120N"),
    *("E4", "0212345", "S2WR2", "-S", "E", "LR", "LRE", "H", "LOAD RANGE", "10PR", "DOT"),
    *("DOT 5423", "DOT B9XX", "0024", "2324", "TREADWEAR 300", "TRACTION AA", "XL", "HL", "SL"),
    *("RFT", "AOE", "MO-S", "NA0", "M+S", "3PMSF", "(", ")", "/", "-", "★"),
)


@given(
    words=st.lists(st.sampled_from(TYRE_WORDS), max_size=16),
    gap=st.sampled_from(["", " ", "-", "/"]),
)
def test_real_marks_in_any_order_are_read_or_refused(words: list[str], gap: str) -> None:
    typed = gap.join(words)
    read = decode_marking(typed)

    assert isinstance(read, TyreMarking | UnreadableMarking)
    if isinstance(read, TyreMarking):
        explained = explain_marking(read, date(2026, 11, 20), LIMITS)
        assert all(one.sentence % one.params for one in explained)


@given(st.text(alphabet=TYRE_LETTERS, max_size=200))
def test_text_that_looks_like_a_tyre_is_read_or_refused(typed: str):
    read = decode_marking(typed)

    assert isinstance(read, TyreMarking | UnreadableMarking)
    if isinstance(read, TyreMarking):
        assert 105 <= read.width_mm <= 355
        assert 10 <= read.rim_inches <= 24
        assert read.load_index is None or read.load_kg is not None


@pytest.mark.parametrize(
    "seed",
    [
        "M+S ",
        "205/55 ",
        "DOT 1 ",
        "((((",
        "R" * 4,
        "31X10.5",
        "9/9-",
        "DOTA1",
        "(9",
        "E4 02",
        "S1W",
        "LR E",
    ],
)
@pytest.mark.parametrize("length", [200, 2_000_000])
def test_a_long_text_takes_no_time(seed: str, length: int):
    typed = (seed * length)[:length]
    started = time.perf_counter()
    decode_marking(typed)

    assert time.perf_counter() - started < 0.1


@given(
    width=st.integers(11, 35).map(lambda n: n * 10 + 5),
    aspect=st.integers(5, 17).map(lambda n: n * 5),
    rim=st.integers(10, 24),
    load=st.integers(60, 126),
    speed=st.sampled_from("LMNPQRSTUHVWY"),
    gap=st.sampled_from(["", " ", "  "]),
)
def test_every_size_of_a_car_is_read(
    width: int, aspect: int, rim: int, load: int, speed: str, gap: str
):
    read = decode_marking(f"{width}/{aspect}{gap}R{rim} {load}{gap}{speed}")

    assert read == _marking(
        width_mm=width, aspect=aspect, rim_inches=Decimal(rim), load_index=load, speed=speed
    )
