"""Pages of job cards: teachers prepare and sign, students work, nobody reads a price."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from shop.db import Scope
from shop.documents.qr import qr_svg
from shop.jobs.domain.state import CardState, StopKind
from shop.jobs.domain.views import CardView
from shop.jobs.queries.cards import get_card
from shop.jobs.services.checking import enter_measure
from shop.jobs.services.making import start_operation, tick_operation
from shop.jobs.services.preparing import plan_card
from shop.jobs.services.signing import sign_stop
from shop.kernel.actor import Actor, Role, Section
from tests.builders.jobs import (
    WEEK,
    WIDTH,
    as_student,
    as_teacher,
    build_content,
    build_job_card,
    open_group,
    publish,
)
from tests.conftest import NOW


class School:
    """One published card, its group, a student, a beginner, a teacher, and a browser."""

    def __init__(self, app: Flask, scope: Scope, client: FlaskClient) -> None:
        self.app, self.scope, self.client = app, scope, client
        self.group_id = open_group(scope)
        self.draft_id = build_job_card(scope, reference="FT-2026-0002").id
        card = build_job_card(scope)
        self.id = publish(scope, card, group_id=self.group_id)
        self.student = as_student(scope, self.group_id, "saw")
        self.beginner = as_student(scope, self.group_id)
        self.teacher = as_teacher(scope)
        self.office = Actor(role=Role.OFFICE, account_id=None, name="Bureau")
        scope.session.commit()

    def sign_in(self, who: Actor) -> None:
        self.app.extensions["actor_loader"] = lambda: who

    def get(self, address: str) -> str:
        answer = self.client.get(f"/ecole{address}")
        assert answer.status_code == 200, answer.status_code
        return answer.get_data(as_text=True)

    def post(self, address: str, page: str = "/fiches", **fields: str) -> TestResponse:
        """Send a form with the token of a page; a refusal comes back on the page."""
        return self.client.post(
            f"/ecole{address}",
            data={"csrf_token": self.token(page), **fields},
            headers={"Sec-Fetch-Site": "same-origin", "Referer": f"http://localhost/ecole{page}"},
            follow_redirects=True,
        )

    def token(self, page: str) -> str:
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(page))
        assert found is not None, page
        return found.group(1)

    def view(self, card_id: int | None = None) -> CardView:
        self.scope.session.rollback()
        return get_card(self.scope.session, card_id or self.id, NOW)


@pytest.fixture
def school(app: Flask, scope: Scope, client: FlaskClient) -> Iterator[School]:
    loader = app.extensions["actor_loader"]
    yield School(app, scope, client)
    app.extensions["actor_loader"] = loader


@pytest.fixture
def at_teacher(school: School) -> School:
    school.sign_in(school.teacher.actor)
    return school


@pytest.fixture
def at_student(school: School) -> School:
    school.sign_in(school.student.actor)
    return school


def _text(answer: TestResponse) -> str:
    return answer.get_data(as_text=True).replace("’", "'").replace("&#39;", "'")


def test_the_list_shows_cards_and_filters_them(at_teacher: School) -> None:
    assert "FT-2026-0001" in at_teacher.get("/fiches")
    assert "FT-2026-0001" not in at_teacher.get("/fiches?etat=draft")
    assert "FT-2026-0002" in at_teacher.get("/fiches?etat=draft")
    assert "Aucune fiche ici" in at_teacher.get("/fiches?atelier=tyres")
    week = at_teacher.get(f"/fiches?week={WEEK.isoformat()}&groupe={at_teacher.group_id}")
    assert "FT-2026-0001" in week
    assert "FT-2026-0002" not in week


def test_the_filter_names_each_workshop(at_teacher: School) -> None:
    page = at_teacher.get("/fiches?atelier=tyres")

    assert re.findall(r'<option value="(metalwork|tyres)"( selected)?>([^<]+)', page) == [
        ("metalwork", "", "Métallerie"),
        ("tyres", " selected", "Pneus et Services"),
    ]


def test_the_finish_is_read_by_teacher_student_and_on_paper(
    at_teacher: School, scope: Scope
) -> None:
    painted = build_job_card(
        scope, build_content(finish="Thermolaquage, RAL 7016"), reference="FT-2026-0007"
    )
    publish(scope, painted, group_id=at_teacher.group_id)
    scope.session.commit()

    for page in ("fiches/%d", "fiches/%d/imprimer", "atelier/fiches/%d"):
        told = NOT_WORDS.sub("", at_teacher.get(f"/{page % painted.id}"))
        assert "Thermolaquage, RAL 7016" in re.sub("<[^>]+>", "", told), page


def test_odd_filters_show_the_first_page(at_teacher: School) -> None:
    assert "FT-2026-0001" in at_teacher.get("/fiches?etat=x&atelier=y&groupe=z&week=w&avant=v")


TEXT_AREA = r'<textarea[^>]*name="([\w-]+)"[^>]*>(.*?)</textarea>'
NOT_WORDS = re.compile(
    r'<script.*?</script>|<svg.*?</svg>|<input[^>]*name="csrf_token"[^>]*>', re.DOTALL
)


def _draft_fields(school: School, card_id: int) -> dict[str, str]:
    page = school.get(f"/fiches/{card_id}")
    fields = dict(re.findall(r'name="([\w-]+)"[^>]*?value="([^"]*)"', page))
    fields |= {
        name: re.sub("<[^>]+>", "", text).strip()
        for name, text in re.findall(
            r'<textarea[^>]*name="([\w-]+)"[^>]*>(.*?)</textarea>', page, re.S
        )
    }
    fields["questions-0-step"] = "inform"
    return {key: value for key, value in fields.items() if "is_removed" not in key}


def test_the_editor_saves_the_whole_draft(at_teacher: School) -> None:
    page = f"/fiches/{at_teacher.draft_id}"
    fields = _draft_fields(at_teacher, at_teacher.draft_id)
    fields |= {"title": "Portillon du jardin", "operations-1-minutes": "55", "quality": "A\nB"}
    fields["competencies"] = "MET-A1"

    answer = at_teacher.post(page, page, **fields)

    assert "Brouillon enregistré" in _text(answer)
    draft = at_teacher.view(at_teacher.draft_id).draft
    assert (draft.title, draft.quality) == ("Portillon du jardin", ("A", "B"))
    assert [op.minutes for op in draft.operations] == [60, 55, 20]
    assert draft.competencies == ("MET-A1",)
    assert draft.checks == build_content().checks


def test_a_line_added_in_the_editor_becomes_a_step(at_teacher: School) -> None:
    page = f"/fiches/{at_teacher.draft_id}"
    fields = _draft_fields(at_teacher, at_teacher.draft_id)
    fields |= {
        "operations-3-code": "PER",
        "operations-3-label": "Percer les platines",
        "operations-3-minutes": "15",
        "operations-3-position": "15",
        "operations-3-workstation": "drill",
        "operations-2-is_removed": "y",
    }

    at_teacher.post(page, page, **fields)

    keys = [op.key for op in at_teacher.view(at_teacher.draft_id).draft.operations]
    assert keys == ["010-ETU", "040-PER", "020-DEB"]


def test_a_wrong_number_is_said_beside_its_field_and_nothing_is_lost(at_teacher: School) -> None:
    page = f"/fiches/{at_teacher.draft_id}"
    fields = _draft_fields(at_teacher, at_teacher.draft_id)
    fields |= {"operations-1-minutes": "beaucoup", "title": "Mon titre"}

    answer = _text(at_teacher.post(page, page, **fields))

    assert "Écrivez un nombre" in answer
    assert 'value="beaucoup"' in answer
    assert 'value="Mon titre"' in answer
    assert at_teacher.view(at_teacher.draft_id).draft == build_content()


def test_a_stale_editor_is_told(at_teacher: School) -> None:
    page = f"/fiches/{at_teacher.draft_id}"
    fields = _draft_fields(at_teacher, at_teacher.draft_id)
    at_teacher.post(f"{page}/prevoir", page, version="1", group="", week="")

    answer = _text(at_teacher.post(page, page, **fields))

    assert "Relisez-la" in answer


def test_planning_and_publishing_take_two_forms(at_teacher: School) -> None:
    page = f"/fiches/{at_teacher.draft_id}"
    assert "Choisissez le groupe" in at_teacher.get(page)
    week = WEEK.isoformat()
    fields = {"version": "1", "group": str(at_teacher.group_id), "week": week}
    at_teacher.post(f"{page}/prevoir", page, **fields)

    answer = at_teacher.post(f"{page}/publier", page, version="2")

    assert "Fiche publiée" in _text(answer)
    assert at_teacher.view(at_teacher.draft_id).state is CardState.PUBLISHED


def test_publishing_too_early_is_refused_on_the_page(at_teacher: School) -> None:
    page = f"/fiches/{at_teacher.draft_id}"

    answer = at_teacher.post(f"{page}/publier", page, version="1")

    assert "Choisissez le groupe" in _text(answer)
    assert at_teacher.view(at_teacher.draft_id).state is CardState.DRAFT


def test_a_step_has_a_page_for_its_machine_and_protection(at_teacher: School) -> None:
    page = f"/fiches/{at_teacher.draft_id}/etapes/010-ETU"
    assert "Protections" in at_teacher.get(page)

    at_teacher.post(page, page, version="1", machine="pillar_drill", ppe="M004", check="Serrer")

    study = at_teacher.view(at_teacher.draft_id).draft.operations[0]
    assert (study.machine, study.ppe, study.check) == ("pillar_drill", ("M004",), "Serrer")
    assert (
        at_teacher.client.get(f"/ecole/fiches/{at_teacher.draft_id}/etapes/no").status_code == 404
    )


def test_the_office_reads_and_does_not_edit(school: School) -> None:
    school.sign_in(school.office)

    page = school.get(f"/fiches/{school.id}")
    assert "Lecture seule" in page
    assert "Enregistrer le brouillon" not in page


def test_the_printed_card_carries_both_faces(at_teacher: School) -> None:
    page = at_teacher.get(f"/fiches/{at_teacher.id}/imprimer?niveau=1")

    for words in ("Scie les tubes.", "STOP", "Feuille de contrôle", "1 715 à 1 723 mm"):
        assert words.replace(" ", "") in page.replace("\u00a0", "").replace(" ", ""), words
    assert "<svg" in page


def test_the_printed_code_opens_the_school_whatever_host_was_asked(at_teacher: School) -> None:
    card = f"/ecole/fiches/{at_teacher.id}/imprimer"
    answer = at_teacher.client.get(card, headers={"Host": "mauvais.example.org"})

    assert answer.status_code == 200
    assert qr_svg(f"http://localhost/ecole/atelier/fiches/{at_teacher.id}") in answer.text


def test_the_pdf_is_a_pdf(at_teacher: School) -> None:
    answer = at_teacher.client.get(f"/ecole/fiches/{at_teacher.id}/fiche.pdf")

    assert answer.mimetype == "application/pdf"
    assert answer.get_data().startswith(b"%PDF")
    assert "FT-2026-0001.pdf" in answer.headers["Content-Disposition"]


def test_a_student_sees_the_cards_of_the_group_alone(at_student: School) -> None:
    page = at_student.get("/atelier")

    assert "FT-2026-0001" in page
    assert "FT-2026-0002" not in page
    assert at_student.client.get(f"/ecole/atelier/fiches/{at_student.draft_id}").status_code == 404


def test_a_student_does_not_reach_the_pages_of_teachers(at_student: School) -> None:
    for address in ("/fiches", f"/fiches/{at_student.id}", "/atelier/controles"):
        assert at_student.client.get(f"/ecole{address}").status_code == 403


def test_the_bench_shows_one_step_and_one_action(at_student: School) -> None:
    page = at_student.get(f"/atelier/fiches/{at_student.id}")

    assert page.count('class="step-now" data-step="1"') == 1
    assert re.search(r'data-step="2" hidden', page)
    assert "Je commence" in page


@pytest.mark.parametrize(
    ("level", "words"),
    [("1", "Lis le plan. Prépare la fiche."), ("2", "Montre ta fiche"), ("3", "Étude : lire")],
)
def test_a_card_is_read_in_three_levels(at_student: School, level: str, words: str) -> None:
    page = at_student.get(f"/atelier/fiches/{at_student.id}?niveau={level}")

    assert words in page.replace("\u00a0", " ")
    assert 'data-speak="aloud-1"' in page


def test_a_student_works_through_plain_forms(at_student: School) -> None:
    page = f"/atelier/fiches/{at_student.id}"
    at_student.post(f"{page}/etapes/010-ETU/commencer", page, client_key="a", niveau="1")
    assert "Je commence" not in at_student.get(page).split('data-step="2"')[0]

    answer = at_student.post(f"{page}/etapes/010-ETU/fait", page, client_key="b", niveau="1")

    assert "Étape faite" in _text(answer)
    assert at_student.view().done_count == 1


def test_the_reason_to_wait_is_read_instead_of_the_button(at_student: School) -> None:
    page = f"/atelier/fiches/{at_student.id}"
    at_student.post(f"{page}/etapes/010-ETU/fait", page)

    shown = at_student.get(page)
    assert "STOP. Montre ta fiche au professeur" in shown
    assert "Je commence" not in shown.split('data-step="3"')[0]


def test_a_student_without_clearance_is_refused_by_the_server_too(school: School) -> None:
    sign_stop(school.teacher, school.id, StopKind.BEFORE_MAKING)
    tick_operation(school.student, school.id, "010-ETU")
    school.scope.session.commit()
    school.sign_in(school.beginner.actor)
    page = f"/atelier/fiches/{school.id}"

    assert "autorisation pour : scie" in school.get(page)
    answer = school.client.post(
        f"/ecole{page}/etapes/020-DEB/commencer",
        data={"csrf_token": _bench_token(school)},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code == 403


def _bench_token(school: School) -> str:
    from_page = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', school.get("/atelier"))
    if from_page:
        return from_page.group(1)
    return school.token(f"/atelier/fiches/{school.id}")


def test_the_tablet_gets_data_and_a_replay_counts_once(at_student: School) -> None:
    address = f"/ecole/atelier/fiches/{at_student.id}/etapes/010-ETU/fait"
    token = at_student.token(f"/atelier/fiches/{at_student.id}")
    fields = {"csrf_token": token, "client_key": "k1", "at": "2026-11-20T08:30:00Z"}
    headers = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}

    answers = [at_student.client.post(address, data=fields, headers=headers) for _ in range(2)]

    assert [answer.get_json() for answer in answers] == 2 * [
        {"saved": True, "message": "Étape faite."}
    ]
    assert at_student.view().operations[0].last_at is not None


def test_a_refusal_reaches_the_tablet_as_a_sentence(at_student: School) -> None:
    answer = at_student.client.post(
        f"/ecole/atelier/fiches/{at_student.id}/etapes/020-DEB/fait",
        data={"csrf_token": at_student.token(f"/atelier/fiches/{at_student.id}")},
        headers={"Sec-Fetch-Site": "same-origin", "Accept": "application/json"},
    )

    assert answer.status_code == 409
    assert "STOP" in answer.get_json()["message"]


@pytest.fixture
def measured(school: School) -> Callable[[str], str]:
    """Tick everything, measure, and return the bench page of the student."""
    sign_stop(school.teacher, school.id, StopKind.BEFORE_MAKING)
    for key in ("010-ETU", "020-DEB", "030-CTL"):
        tick_operation(school.student, school.id, key)
    school.scope.session.commit()
    school.sign_in(school.student.actor)
    page = f"/atelier/fiches/{school.id}"

    def measure(value: str) -> str:
        return _text(school.post(f"{page}/releves", page, check="width", value=value))

    return measure


@pytest.fixture
def checking(school: School) -> Callable[..., str]:
    """Begin the last step, measure or not, and return its part of the bench."""
    sign_stop(school.teacher, school.id, StopKind.BEFORE_MAKING)
    for key in ("010-ETU", "020-DEB"):
        tick_operation(school.student, school.id, key)
    start_operation(school.student, school.id, "030-CTL")
    school.scope.session.commit()
    school.sign_in(school.student.actor)
    page = f"/atelier/fiches/{school.id}"

    def bench(value: str = "") -> str:
        if value:
            school.post(f"{page}/releves", page, check="width", value=value)
        shown = school.get(page).replace("\u00a0", " ")
        return shown[shown.index('data-step="3"') : shown.index("Mes mesures")]

    return bench


def test_a_step_without_its_measures_asks_for_a_second_touch(
    checking: Callable[..., str],
) -> None:
    assert "Il manque 1 mesure." in checking()
    assert "Étape finie quand même" in checking()
    assert "1 mesure est hors tolérance" in checking("1725")
    good = checking("1719")
    assert "quand même" not in good
    assert "<details" not in good


def test_a_measure_forgotten_stays_in_reach(at_student: School) -> None:
    studied = replace(WIDTH, key="opening", label="Passage", operation="010-ETU")
    card = build_job_card(
        at_student.scope, build_content(checks=(studied, WIDTH)), reference="FT-2026-0009"
    )
    publish(at_student.scope, card, group_id=at_student.group_id)
    page = f"/atelier/fiches/{card.id}"
    at_student.scope.session.commit()
    assert "Mesures à finir" not in at_student.get(page)
    tick_operation(at_student.student, card.id, "010-ETU")
    at_student.scope.session.commit()

    behind = at_student.get(page).partition("Mesures à finir")[2]
    assert "Passage" in behind
    assert "Largeur" not in behind
    enter_measure(at_student.student, card.id, "opening", "1719")
    at_student.scope.session.commit()
    assert "Mesures à finir" not in at_student.get(page)


def test_a_measure_out_of_tolerance_is_red_in_words(measured: Callable[[str], str]) -> None:
    page = measured("1725,5")

    assert "Hors tolérance" in page
    assert "tone-bad" in page
    assert "1725,5 mm" in page.replace("\u202f", "").replace("\u00a0", "")


def test_an_odd_measure_is_refused_beside_its_field(measured: Callable[[str], str]) -> None:
    page = measured("large")

    field = page[page.index("Ta mesure (mm)") :].partition("</div>")[0]
    assert "Écris un nombre" in field
    assert 'value="large"' in field
    assert 'aria-invalid="true"' in field
    assert page.count("Écris un nombre") == 1


def test_the_tablet_learns_which_field_was_refused(at_student: School) -> None:
    answer = at_student.client.post(
        f"/ecole/atelier/fiches/{at_student.id}/releves",
        data={
            "csrf_token": at_student.token(f"/atelier/fiches/{at_student.id}"),
            "check": "width",
            "value": "-3",
        },
        headers={"Sec-Fetch-Site": "same-origin", "Accept": "application/json"},
    )

    assert (answer.status_code, answer.get_json()["field"]) == (409, "value")


def test_a_decision_without_reason_is_refused_beside_its_field(
    school: School, measured: Callable[[str], str]
) -> None:
    measured("1725")
    school.sign_in(school.teacher.actor)
    page = f"/atelier/controles/{school.id}"

    refused = _text(school.post(f"{page}/releves/width/decision", page, decision="accept"))
    field = refused[refused.index("Raison de la décision") :].partition("</div>")[0]
    assert "Écrivez la raison" in field
    assert 'aria-invalid="true"' in field

    refused = _text(school.post(f"{page}/releves/width", page, value="-4"))
    field = refused[refused.index("Ma mesure (mm)") :].partition("</div>")[0]
    assert "plus petite que zéro" in field
    assert 'value="-4"' in field
    for address in ("width", "width/decision"):
        assert school.client.get(f"/ecole{page}/releves/{address}").location.endswith(page)


def test_the_teacher_decides_confirms_and_signs(
    school: School, measured: Callable[[str], str]
) -> None:
    measured("1725")
    school.sign_in(school.teacher.actor)
    assert "1 mesure hors tolérance" in school.get("/atelier/controles").replace("\u00a0", " ")
    page = f"/atelier/controles/{school.id}"

    school.post(
        f"{page}/releves/width/decision", page, decision="accept", reason="Repris aux gonds"
    )
    school.post(f"{page}/etapes/030-CTL/confirmer", page)
    answer = school.post(f"{page}/stops/before_delivery", page, note="")

    assert "Signé par Mme Perrin" in _text(answer)
    assert school.view().state is CardState.READY
    assert "Rien n'attend" in school.get("/atelier/controles").replace("’", "'")


def test_the_teacher_sees_the_measures_that_were_replaced(
    school: School, measured: Callable[[str], str]
) -> None:
    for value in ("1725", "1700,5", "1719"):
        measured(value)
    school.sign_in(school.teacher.actor)

    page = (
        school.get(f"/atelier/controles/{school.id}").replace("\u202f", "").replace("\u00a0", " ")
    )

    earlier = page.partition("Mesures d’avant :")[2].partition("</p>")[0]
    assert re.findall(r"([\d,]+ mm) \([^)]*20[^)]*\)", earlier) == ["1725 mm", "1700,5 mm"]


def test_the_teacher_measures_again_and_sends_a_step_back(
    school: School, measured: Callable[[str], str]
) -> None:
    measured("1719")
    school.sign_in(school.teacher.actor)
    page = f"/atelier/controles/{school.id}"

    school.post(f"{page}/releves/width", page, value="1720")
    school.post(f"{page}/releves/width/confirmer", page)
    school.post(f"{page}/etapes/030-CTL/reprendre", page)

    view = school.view()
    assert view.state is CardState.IN_PROGRESS
    assert view.checks[0].teacher is not None
    assert school.client.get(f"/ecole{page}/stops/none").status_code == 405


def test_a_teacher_of_another_workshop_signs_nothing(school: School) -> None:
    other = as_teacher(school.scope, sections=frozenset({Section.TYRES}))
    school.sign_in(other.actor)

    assert school.client.get(f"/ecole/atelier/controles/{school.id}").status_code == 403


def test_no_page_of_students_holds_a_price_or_a_name(at_student: School) -> None:
    for address in ("/atelier", f"/atelier/fiches/{at_student.id}"):
        told = NOT_WORDS.sub("", at_student.get(address))
        for word in ("€", "Roux", "Ana", "HT", "TTC", "CO-2026"):
            assert not re.search(rf"(?<!\w){word}(?!\w)", told), word


def test_the_bench_page_costs_the_same_queries_for_one_or_three_cards(
    at_student: School,
    count_queries: Callable[[], Iterator[list[str]]],
) -> None:
    counts = []
    for number in (3, 5):
        with count_queries() as statements:  # type: ignore[attr-defined]
            at_student.get("/atelier")
        counts.append(len(statements))
        card = build_job_card(as_teacher(at_student.scope), reference=f"FT-2026-001{number}")
        plan_card(
            at_student.teacher,
            card.id,
            seen_version=1,
            group_id=at_student.group_id,
            week=WEEK,
        )
        at_student.scope.session.commit()
    assert counts[0] == counts[1] <= 8
    assert enter_measure is not None
