"""The desk of the office and of the workshop."""

from datetime import UTC, datetime, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shop.db import Scope
from shop.files.gateway import FileStore
from shop.kernel.actor import Actor, Role
from shop.kernel.clock import at_paris, paris_day
from shop.kernel.money import Money
from shop.planning.domain.appointments import AppointmentKind
from shop.quotes.domain.life import RequestStatus
from shop.quotes.queries import get_request
from shop.quotes.services.requests import receive_request
from tests.builders.planning import build_booking_rule, build_cell
from tests.builders.quotes import OFFICE, TEACHER, build_new_request, build_photo, build_request
from tests.quotes.conftest import ask_for_gate

DESK = "/ecole/bureau/demandes"


class Desk:
    """A browser somebody of the school has signed in with."""

    def __init__(self, app: Flask, client: FlaskClient) -> None:
        self._app, self._client = app, client
        self._app.config["WTF_CSRF_ENABLED"] = False

    def be(self, actor: Actor) -> "Desk":
        self._app.extensions["actor_loader"] = lambda: actor
        return self

    def get(self, path: str) -> str:
        return self._client.get(f"{DESK}{path}").text

    def status(self, path: str) -> int:
        return self._client.get(f"{DESK}{path}").status_code

    def post(self, path: str, **data: str) -> tuple[int, str]:
        token = self._token()
        answer = self._client.post(f"{DESK}{path}", data={**data, "csrf_token": token})
        return answer.status_code, answer.text

    def _token(self) -> str:
        page = self._client.get("/ecole/bureau/configurations").text
        _, _, rest = page.partition('name="csrf_token" value="')
        return rest.partition('"')[0]


@pytest.fixture
def store(app: Flask) -> FileStore:
    found: FileStore = app.extensions["file_store"]
    return found


@pytest.fixture
def desk(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setitem(app.extensions, "actor_loader", lambda: OFFICE)
    return Desk(app, client)


@pytest.fixture
def gate(school: Scope, store: FileStore) -> int:
    """A request for a gate, committed."""
    request_id = ask_for_gate(school, store).id
    school.session.commit()
    return request_id


def test_the_list_shows_requests_newest_first_and_pages_by_key(school: Scope, desk: Desk) -> None:
    ids = [build_request(school, reference=f"DE-2026-{number:04d}").id for number in range(1, 28)]
    school.session.commit()

    first = desk.get("")
    second = desk.get(f"?avant={ids[3]}")

    assert first.index("DE-2026-0027") < first.index("DE-2026-0004")
    assert "DE-2026-0003" not in first
    assert "Page suivante" in first
    assert "DE-2026-0003" in second
    assert "Page suivante" not in second


def test_an_empty_list_says_what_to_expect(school: Scope, desk: Desk) -> None:
    school.session.commit()

    assert "Aucune demande ici" in desk.get("?liste=closes")


def test_the_desk_shows_the_gate_already_priced(gate: int, desk: Desk) -> None:
    page = desk.get(f"/{gate}")

    assert "Portail battant, 2 vantaux, 3500 × 1600 mm" in page
    assert "Charge pour l’atelier" in page
    assert "Demander l’accord de l’atelier" in page
    assert "Donner l’accord" not in page


def test_the_office_writes_lines_and_terms(school: Scope, gate: int, desk: Desk) -> None:
    seen = str(get_request(school.session, gate).version)
    added = desk.post(
        f"/{gate}/ligne", label="Boîte aux lettres", quantity="2", unit_net="85,50", seen=seen
    )
    stale = desk.post(f"/{gate}/ligne", label="Encore", quantity="1", unit_net="1", seen=seen)
    terms = desk.post(f"/{gate}/conditions", **{"terms-due_on": "2027-02-26", "terms-note": "Vu."})

    school.session.rollback()
    version = get_request(school.session, gate).versions[0]
    assert (added[0], stale[0], terms[0]) == (303, 422, 303)
    assert "a changé entre-temps" in stale[1]
    assert [line.label.fr for line in version.lines][1:] == ["Boîte aux lettres"]
    assert version.lines[1].net == Money(171_00)
    assert (str(version.due_on), version.note) == ("2027-02-26", "Vu.")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"label": ""}, "Remplissez cette case"),
        ({"quantity": "0"}, "entre 1 et 10"),
        ({"unit_net": "beaucoup"}, "Écrivez un nombre"),
        ({"unit_net": "99999999"}, "1 000 000 €"),
    ],
)
def test_a_bad_line_is_told_beside_its_field(
    gate: int, desk: Desk, changes: dict[str, str], told: str
) -> None:
    line = {"label": "Poteau", "quantity": "1", "unit_net": "10", **changes}

    code, page = desk.post(f"/{gate}/ligne", **line)

    assert (code, told in page) == (422, True)


def test_a_line_is_changed_and_removed(school: Scope, gate: int, desk: Desk) -> None:
    form = desk.get(f"/{gate}/ligne?cle=a")
    changed = desk.post(f"/{gate}/ligne", key="a", label="Portail", quantity="1", unit_net="1999")
    removed = desk.post(f"/{gate}/ligne/a/retirer")

    school.session.rollback()
    assert "Portail battant" in form
    assert (changed[0], removed[0]) == (303, 303)
    assert get_request(school.session, gate).versions[0].lines == ()


def test_from_the_desk_to_the_customer(school: Scope, gate: int, desk: Desk) -> None:
    early = desk.post(f"/{gate}/demander-accord")
    desk.post(f"/{gate}/conditions", **{"terms-due_on": "2027-02-26"})
    asked = desk.post(f"/{gate}/demander-accord")
    forbidden = desk.post(f"/{gate}/donner-accord", **{"agree-learning": "Souder"})
    agreed = desk.be(TEACHER).post(f"/{gate}/donner-accord", **{"agree-learning": "Souder"})
    sent = desk.be(OFFICE).post(f"/{gate}/envoyer")

    school.session.rollback()
    view = get_request(school.session, gate)
    assert (early[0], "Donnez une date" in early[1]) == (422, True)
    assert (asked[0], forbidden[0], agreed[0], sent[0]) == (303, 403, 303, 303)
    assert view.status is RequestStatus.ANSWERED
    assert view.versions[0].agreement is not None
    assert view.versions[0].agreement.staff_name == TEACHER.name
    assert desk.status(f"/{gate}/version-1.pdf") == 200


def test_a_teacher_gives_a_draft_back_with_what_to_change(
    school: Scope, gate: int, desk: Desk
) -> None:
    desk.post(f"/{gate}/conditions", **{"terms-due_on": "2027-02-26"})
    desk.post(f"/{gate}/demander-accord")
    empty = desk.be(TEACHER).post(f"/{gate}/rendre", **{"return-reason": " "})
    given = desk.post(f"/{gate}/rendre", **{"return-reason": "Prévoir avril."})

    assert (empty[0], given[0]) == (422, 303)
    assert "Prévoir avril." in desk.be(OFFICE).get(f"/{gate}")


def test_declining_needs_a_kind_reason(school: Scope, gate: int, desk: Desk) -> None:
    empty = desk.post(f"/{gate}/decliner", **{"decline-reason": ""})
    done = desk.post(f"/{gate}/decliner", **{"decline-reason": "Nos groupes sont complets."})

    school.session.rollback()
    view = get_request(school.session, gate)
    assert (empty[0], done[0]) == (422, 303)
    assert (view.status, view.reason) == (RequestStatus.DECLINED, "Nos groupes sont complets.")


def test_a_visit_is_planned_and_dimensions_are_written(
    school: Scope, gate: int, desk: Desk
) -> None:
    tuesday = at_paris(paris_day(datetime.now(UTC)) + timedelta(days=10), time(9))
    build_booking_rule(school.session, kind=AppointmentKind.MEASURE, lead_hours=0)
    for quarter in range(4):
        start = tuesday + timedelta(minutes=15 * quarter)
        build_cell(school.session, resource_kind="measurer", starts_at=start)
    school.session.commit()
    page = desk.get(f"/{gate}")
    visit = {"visit-starts_at": tuesday.isoformat(), "visit-minutes": "60"}
    closed = desk.post(f"/{gate}/visite", **{**visit, "visit-starts_at": "2027-07-04T10:00+00:00"})
    forged = desk.post(f"/{gate}/visite", **{**visit, "visit-starts_at": "demain"})
    planned = desk.post(f"/{gate}/visite", **visit)
    measured = desk.post(
        f"/{gate}/mesures", **{"measure-widths": "3,46 m", "measure-height": "1600"}
    )

    school.session.rollback()
    view = get_request(school.session, gate)
    assert (closed[0], forged[0], planned[0], measured[0]) == (422, 422, 303, 303)
    assert tuesday.isoformat() in page
    assert view.next_visit is not None
    assert view.versions[0].lines[0].spec["widths"] == [3460.0]
    assert view.versions[0].lines[0].spec["is_measured_by_school"] is True


def test_photos_are_shown_to_the_school_only(school: Scope, store: FileStore, desk: Desk) -> None:
    new = build_new_request(photos=(build_photo(),))
    request_id = receive_request(school, store, new).id
    school.session.commit()

    assert desk.status(f"/{request_id}/photos/1") == 200
    assert desk.status(f"/{request_id}/photos/2") == 404
    assert desk.be(Actor(role=Role.STUDENT, account_id=1)).status(f"/{request_id}/photos/1") == 403


@pytest.mark.parametrize("role", [Role.STUDENT, Role.GENERAL_TEACHER, Role.CUSTOMER])
def test_others_of_the_school_do_not_see_requests(gate: int, desk: Desk, role: Role) -> None:
    desk.be(Actor(role=role, account_id=9))

    assert (desk.status(""), desk.status(f"/{gate}")) == (403, 403)
