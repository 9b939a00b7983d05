"""The wheel sheet of a tyre job: what students read, and the verdict adults see."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from shop.db import Scope
from shop.jobs.domain.content import CardCheck, CardOperation, Demander
from shop.jobs.domain.measuring import CheckStatus, Decision, is_good, read_measure
from shop.jobs.domain.tyre_work import from_tyre_plan
from shop.jobs.domain.wheels import WheelSheet, read_wheel_sheet
from shop.jobs.queries.cards import get_card
from shop.jobs.services.checking import confirm_measure, decide_non_conformity, enter_measure
from shop.kernel.actor import Section
from shop.kernel.refusals import Refusal
from shop.tyres.domain.checks import DOT_UNIT
from shop.tyres.domain.dates import MadeOn, has_week
from shop.tyres.domain.limits import limits_at, list_shipped_limits
from shop.tyres.domain.wheel_sheet import WheelDecision, WheelPosition
from tests.builders.jobs import (
    as_student,
    as_teacher,
    build_content,
    build_job_card,
    build_tyre_plan,
    open_group,
    publish,
)
from tests.conftest import NOW

DAY = date(2026, 11, 20)
LIMITS = limits_at(list_shipped_limits(), DAY)
DATE = CardCheck(key="DOT.AVG", label="Date", unit=DOT_UNIT, lowest=Decimal(100))


@pytest.fixture
def card_id(scope: Scope) -> int:
    plan = build_tyre_plan()
    content = from_tyre_plan(plan, title="Montage de 4 pneus", demander=Demander.CONSUMER)
    group = open_group(scope, "Pneus 1", Section.TYRES)
    return publish(scope, build_job_card(scope, content), group_id=group)


def read(scope: Scope, card_id: int, **typed: str) -> WheelSheet | None:
    """Enter what a student read, `tread_avg="3,2"`, and return the sheet."""
    card = get_card(scope.session, card_id, NOW)
    student = as_student(scope, card.head.group_id or 0)
    for name, value in typed.items():
        check, _, wheel = name.upper().partition("_")
        typed_points = ";".join([value] * 3) if check == "TREAD" else value
        enter_measure(student, card_id, f"{check}.{wheel}", typed_points)
    return read_wheel_sheet(get_card(scope.session, card_id, NOW), LIMITS)


@pytest.mark.parametrize(
    ("tread", "flank", "dot", "decision"),
    [
        ("6,2", "oui", "2324", WheelDecision.GREEN),
        ("2,9", "oui", "2324", WheelDecision.ORANGE),
        ("6,2", "oui", "2315", WheelDecision.ORANGE),
        ("1,5", "oui", "2324", WheelDecision.RED),
        ("6,2", "non", "2324", WheelDecision.RED),
    ],
)
def test_tread_flank_and_date_give_the_verdict_of_a_wheel(
    scope: Scope, card_id: int, tread: str, flank: str, dot: str, decision: WheelDecision
) -> None:
    sheet = read(scope, card_id, tread_avg=tread, flank_avg=flank, dot_avg=dot)

    assert sheet is not None
    assert [row.decision for row in sheet.rows] == [decision, None, None, None, None]


def test_a_wheel_is_good_only_once_its_age_is_known(scope: Scope, card_id: int) -> None:
    before = read(scope, card_id, tread_avg="6,2", flank_avg="oui")
    illegible = read(scope, card_id, dot_avg="illisible")
    old = read(scope, card_id, dot_avg="238")
    red = read(scope, card_id, tread_avd="1,2", flank_avd="oui")

    assert before and illegible and old and red
    assert before.rows[0].decision is None
    assert (illegible.rows[0].decision, illegible.rows[0].is_illegible) == (
        WheelDecision.ORANGE, True,
    )  # fmt: skip
    assert (old.rows[0].decision, old.rows[0].made) == (
        WheelDecision.ORANGE, MadeOn("238", 23, None),
    )  # fmt: skip
    assert red.rows[1].decision is WheelDecision.RED


def test_a_bald_or_damaged_tyre_is_red_at_once(scope: Scope, card_id: int) -> None:
    sheet = read(scope, card_id, tread_avg="1,5", flank_avd="non", tread_arg="6", flank_ard="oui")

    assert sheet and sheet.has_red
    assert [row.decision for row in sheet.rows] == [
        WheelDecision.RED,
        WheelDecision.RED,
        None,
        None,
        None,
    ]


def test_an_adult_decides_on_a_tyre_in_tyre_words(
    app: Flask, scope: Scope, client: FlaskClient, card_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(scope, card_id, tread_avg="1,2", tread_avd="1,3")
    teacher = as_teacher(scope, sections=frozenset({Section.TYRES}))
    decide_non_conformity(teacher, card_id, "TREAD.AVD", Decision.REMAKE, "Usé")
    scope.session.commit()
    monkeypatch.setitem(app.extensions, "actor_loader", lambda: teacher.actor)

    page = client.get(f"/ecole/atelier/controles/{card_id}").text

    assert "Remplacer le pneu, puis contrôler" in page
    assert re.search(r"Remplacer le pneu – (<span lang=.fr.>)?Usé", page)
    assert "Refaire" not in page


@pytest.mark.parametrize("typed", ["illisible", "238"])
def test_a_tyre_without_a_date_leaves_once_an_adult_has_decided(
    scope: Scope, card_id: int, typed: str
) -> None:
    read(scope, card_id, dot_avg=typed)
    before = get_card(scope.session, card_id, NOW).find_check("DOT.AVG")
    teacher = as_teacher(scope, sections=frozenset({Section.TYRES}))
    decide_non_conformity(
        teacher, card_id, "DOT.AVG", Decision.ACCEPT, "Le client les change au printemps."
    )
    after = get_card(scope.session, card_id, NOW).find_check("DOT.AVG")

    assert before and before.status is CheckStatus.OUT
    assert after and after.status.lets_leave


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("4626", CheckStatus.GOOD),
        ("5226", CheckStatus.OUT),
        ("0130", CheckStatus.OUT),
        ("4816", CheckStatus.GOOD),
        ("4616", CheckStatus.OUT),
    ],
)
def test_a_week_to_come_or_a_tyre_too_old_asks_an_adult(
    scope: Scope, card_id: int, typed: str, status: CheckStatus
) -> None:
    read(scope, card_id, dot_avg=typed)
    check = get_card(scope.session, card_id, NOW).find_check("DOT.AVG")

    assert check and check.status is status


def test_a_card_made_without_an_age_limit_judges_the_week_alone(scope: Scope) -> None:
    assert is_good(DATE, Decimal(116), DAY)
    assert not is_good(DATE, Decimal(5226), DAY)


@pytest.mark.parametrize(("typed", "kept"), [("0316", 316), ("238", -238), ("illisible", 0)])
def test_an_adult_confirms_the_date_that_was_read(
    scope: Scope, card_id: int, typed: str, kept: int
) -> None:
    read(scope, card_id, dot_avg=typed)
    teacher = as_teacher(scope, sections=frozenset({Section.TYRES}))
    confirm_measure(teacher, card_id, "DOT.AVG")
    check = get_card(scope.session, card_id, NOW).find_check("DOT.AVG")

    assert check and check.teacher and check.teacher.value == kept


@pytest.mark.parametrize(
    ("year", "exists"), [(2020, True), (2023, True), (2026, True), (2021, False), (2024, False)]
)
def test_some_years_have_a_week_53(year: int, exists: bool) -> None:
    assert has_week(53, year) is exists
    assert has_week(52, year)


def test_a_student_says_with_one_button_that_a_date_cannot_be_read(
    app: Flask, scope: Scope, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    inspection = CardOperation(
        key="010-X", code="X", label="Contrôle", minutes=5, workstation="bay", behind_stop=False
    )
    check = replace(DATE, operation="010-X")
    content = build_content(section="tyres", operations=(inspection,), checks=(check,))
    group = open_group(scope, "Pneus 1", Section.TYRES)
    card_id = publish(scope, build_job_card(scope, content), group_id=group)
    student = as_student(scope, group).actor
    scope.session.commit()
    monkeypatch.setitem(app.extensions, "actor_loader", lambda: student)
    address = f"/ecole/atelier/fiches/{card_id}"
    page = client.get(address).text
    form = page[: page.index('value="illisible"')].rpartition("<form")[2]

    answer = client.post(
        f"{address}/releves",
        data={**dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)), "value": "illisible",
              "csrf_token": re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page)[0]},
        headers={"Sec-Fetch-Site": "same-origin"},
        follow_redirects=True,
    )  # fmt: skip

    assert "Mesuré : DOT illisible" in answer.text.replace("\u00a0", " ")


def test_the_age_is_counted_on_the_day_the_date_was_read(scope: Scope, card_id: int) -> None:
    read(scope, card_id, dot_avg="0216")
    later = get_card(scope.session, card_id, NOW + timedelta(days=800))
    sheet = read_wheel_sheet(later, LIMITS)

    assert sheet and sheet.rows[0].age == 10


def test_two_tyres_of_an_axle_that_differ_too_much_are_named(scope: Scope, card_id: int) -> None:
    sheet = read(scope, card_id, tread_arg="8", tread_ard="2,5")

    assert sheet is not None
    assert sheet.unequal == ((WheelPosition.ARG, WheelPosition.ARD),)


def test_other_work_has_no_wheel_sheet(scope: Scope) -> None:
    card = get_card(scope.session, build_job_card(scope).id, NOW)

    assert read_wheel_sheet(card, LIMITS) is None


def test_the_adult_reads_the_sheet_before_signing(
    app: Flask, scope: Scope, client: FlaskClient, card_id: int
) -> None:
    read(scope, card_id, tread_avg="1,2", flank_avg="oui", dot_avg="0225")
    teacher = as_teacher(scope, sections=frozenset({Section.TYRES}))
    scope.session.commit()
    loader = app.extensions["actor_loader"]
    app.extensions["actor_loader"] = lambda: teacher.actor
    try:
        page = client.get(f"/ecole/atelier/controles/{card_id}").text
    finally:
        app.extensions["actor_loader"] = loader

    said = page[page.index("Feuille de roues") :]
    assert "À ne pas monter" in said
    assert "Un pneu rouge ne repart pas sur la route" in said
    assert said.count("À relever") == 3
    assert "1\u00a0an" in said or "1 an" in said


@pytest.mark.parametrize("typed", ["2324", " 23 24", "DOT 2324", "dot2324"])
def test_the_date_of_a_tyre_is_four_figures(typed: str) -> None:
    assert read_measure(typed, DATE) == 2324


@pytest.mark.parametrize(
    "typed", ["", "0024", "5324", "5424", "544", "23,4", "-123", "23245", "²³²⁴"]
)
def test_a_week_that_does_not_exist_is_refused_in_words(typed: str) -> None:
    with pytest.raises(Refusal, match="derniers chiffres du DOT"):
        read_measure(typed, DATE)


@given(st.text(max_size=14))
def test_whatever_is_typed_for_a_date_is_read_or_refused(typed: str) -> None:
    try:
        assert -540 < read_measure(typed, DATE) < 5400
    except Refusal as refusal:
        assert refusal.field == "value"


def test_the_sheet_tells_the_date_the_age_and_the_pressure_of_the_axle(
    scope: Scope, card_id: int
) -> None:
    read(scope, card_id, dot_avg="0316", dot_ard="5226")
    teacher = as_teacher(scope, sections=frozenset({Section.TYRES}))
    enter_measure(teacher, card_id, "PRESSURE_REAR.ARD", "2,1")
    sheet = read_wheel_sheet(get_card(scope.session, card_id, NOW), LIMITS)

    assert sheet is not None
    assert [(row.made.text if row.made else "", row.age, row.pressure) for row in sheet.rows] == [
        ("0316", 10, None),
        ("", None, None),
        ("", None, None),
        ("5226", None, Decimal("2.1")),
        ("", None, None),
    ]


def test_the_paper_has_a_column_for_each_wheel(
    app: Flask, scope: Scope, client: FlaskClient, card_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher = as_teacher(scope, sections=frozenset({Section.TYRES})).actor
    scope.session.commit()
    monkeypatch.setitem(app.extensions, "actor_loader", lambda: teacher)

    page = client.get(f"/ecole/fiches/{card_id}/imprimer").text
    pdf = client.get(f"/ecole/fiches/{card_id}/fiche.pdf").data

    for text in (page, "".join(one.extract_text() for one in PdfReader(BytesIO(pdf)).pages)):
        sheet = " ".join(text[text.index("Feuille de roues") :].split())
        assert "Arrière droite" in sheet
        assert sheet.count("☐ rouge") == 5
        assert "Roue de secours" in sheet


@pytest.mark.parametrize(
    ("left", "right", "mixed"),
    [
        ("Michelin 205/55 R16 91V", "Michelin 205/55R16 91V", False),
        ("Michelin 205/55 R16 91V", "205/55 R16", False),
        ("205/55 R16 91V", "205/55 R16 94V XL", True),
        ("205/55 R16 91V", "205/55 R16 91H", True),
        ("205/55 R16 91V", "195/65 R15 91V", True),
    ],
)
def test_two_tyres_of_an_axle_that_are_not_the_same_are_named(
    scope: Scope, card_id: int, left: str, right: str, mixed: bool
) -> None:
    sheet = read(scope, card_id, marking_avg=left, marking_avd=right)

    assert sheet is not None
    assert sheet.mixed == (((WheelPosition.AVG, WheelPosition.AVD),) if mixed else ())


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("TREAD.AVG", "6;5", "Mesure chaque point"),
        ("TREAD.AVG", "6;5;large", "Écris un nombre"),
        ("TREAD.AVG", "6;5;-1", "plus petite que zéro"),
        ("MARKING.AVG", "Michelin", "Nous ne trouvons pas la dimension"),
        ("MARKING.AVG", "207/55 R16", "La largeur"),
        ("MARKING.AVG", "205/55 R16 " + "x" * 80, "trop long"),
    ],
)
def test_what_is_read_on_a_wheel_is_refused_in_words(
    scope: Scope, card_id: int, key: str, typed: str, sentence: str
) -> None:
    student = as_student(scope, get_card(scope.session, card_id, NOW).head.group_id or 0)

    with pytest.raises(Refusal, match=sentence):
        enter_measure(student, card_id, key, typed)
    assert get_card(scope.session, card_id, NOW).find_check(key).last is None  # type: ignore[union-attr]


def test_the_most_worn_point_counts_and_an_adult_confirms_all_three(
    scope: Scope, card_id: int
) -> None:
    student = as_student(scope, get_card(scope.session, card_id, NOW).head.group_id or 0)
    status = enter_measure(student, card_id, "TREAD.AVG", "4;1,5;4")
    teacher = as_teacher(scope, sections=frozenset({Section.TYRES}))
    confirm_measure(teacher, card_id, "TREAD.AVG")
    check = get_card(scope.session, card_id, NOW).find_check("TREAD.AVG")

    assert status is CheckStatus.OUT
    assert check and check.teacher
    assert (check.teacher.value, check.teacher.words) == (Decimal("1.5"), "4;1.5;4")


def test_a_car_without_spare_wheel_leaves_and_one_with_a_bad_spare_does_not(
    scope: Scope, card_id: int
) -> None:
    before = get_card(scope.session, card_id, NOW).find_check("TREAD.SEC")
    read(scope, card_id, tread_sec="1,2")
    after = get_card(scope.session, card_id, NOW).find_check("TREAD.SEC")

    assert before and before.status is CheckStatus.OPTIONAL
    assert before.status.lets_leave
    assert after and after.status is CheckStatus.OUT


def test_a_marking_that_cannot_be_read_asks_an_adult(scope: Scope, card_id: int) -> None:
    read(scope, card_id, marking_avg="illisible")
    check = get_card(scope.session, card_id, NOW).find_check("MARKING.AVG")

    assert check and check.status is CheckStatus.OUT


def test_brakes_are_for_the_eye_of_an_adult(scope: Scope, card_id: int) -> None:
    student = as_student(scope, get_card(scope.session, card_id, NOW).head.group_id or 0)
    teacher = as_teacher(scope, sections=frozenset({Section.TYRES}))

    with pytest.raises(Refusal, match="pour un adulte"):
        enter_measure(student, card_id, "BRAKES.AVG", "oui")
    assert enter_measure(teacher, card_id, "BRAKES.AVG", "non") is CheckStatus.OUT


def test_the_tablet_opens_the_first_wheel_that_misses_something(
    app: Flask, scope: Scope, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = from_tyre_plan(
        build_tyre_plan(("CTRL", 1)), title="Contrôle", demander=Demander.CONSUMER
    )
    steps = (replace(one, after=()) for one in content.operations if one.code == "INSPECT")
    group = open_group(scope, "Pneus 2", Section.TYRES)
    card = build_job_card(
        scope, replace(content, operations=tuple(steps)), reference="FT-2026-0007"
    )
    card_id = publish(scope, card, group_id=group)
    student = as_student(scope, group)
    scope.session.commit()
    monkeypatch.setitem(app.extensions, "actor_loader", lambda: student.actor)

    def opened(address: str = "") -> list[str]:
        page = client.get(f"/ecole/atelier/fiches/{card_id}{address}").text
        return re.findall(r'id="wheel-(\w+)" data-left="\d+" open', page)

    assert opened() == ["AVG"]
    assert opened("?roue=ARD") == ["ARD"]
    assert opened("?roue=nothing") == ["AVG"]
    for check in ("MARKING", "DOT", "TREAD", "PRESSURE_BEFORE", "FLANK", "WEAR"):
        typed = {"MARKING": "205/55 R16 91V", "DOT": "2324", "TREAD": "6;6;6"}
        enter_measure(student, card_id, f"{check}.AVG", typed.get(check, "1"))
    scope.session.commit()
    assert opened("?roue=AVG") == ["AVD"]
