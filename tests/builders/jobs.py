"""Contents of job cards and what they are made from."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from shop.accounts.models import Staff
from shop.accounts.services import add_students, create_group, give_clearance
from shop.catalogue.domain import Family
from shop.db import Scope
from shop.fabrication.domain.cutting import Bar, Cut, CutLine, CutPlan, SectionCutPlan
from shop.fabrication.domain.elevation import Elevation
from shop.fabrication.domain.operations import PlannedOperation
from shop.fabrication.domain.result import (
    BomKind,
    BomLine,
    Dimension,
    FabricationResult,
    HardwareItem,
    PlannedCheck,
    PriceKind,
    WorkLoad,
)
from shop.fabrication.domain.tariff import PriceBreakdown
from shop.jobs.domain.content import CardCheck, CardContent, CardOperation, Demander
from shop.jobs.domain.joint import JointPlan
from shop.jobs.domain.state import CardState, ProgressAct, StopKind
from shop.jobs.domain.views import CardHead
from shop.jobs.models import (
    CardStop,
    CheckMeasurement,
    JobCard,
    JobCardRevision,
    JobOperation,
    JointCut,
    JointCutCard,
    NonConformity,
    OperationProgress,
    TimeLog,
)
from shop.jobs.queries.cards import get_card
from shop.jobs.services.preparing import plan_card, publish_card
from shop.kernel.actor import Actor, Role, Section
from shop.kernel.money import Money
from shop.kernel.text import Bilingual
from shop.orders.domain import OrderStatus
from shop.tyres.domain.limits import limits_at, list_shipped_limits
from shop.tyres.domain.services import ChosenService, list_shipped_services
from shop.tyres.domain.vehicles import Vehicle
from shop.tyres.domain.work_plan import TyreWorkPlan, plan_tyre_work
from tests.builders.orders import build_order, build_order_delivery, build_order_line
from tests.conftest import NOW

STUDY = CardOperation(
    key="010-ETU", code="ETU", label="Étude", minutes=60, workstation="office", behind_stop=False
)
SAWING = CardOperation(
    key="020-DEB",
    code="DEB",
    label="Débit",
    minutes=40,
    workstation="saw",
    machine="saw",
    ppe=("M003", "M004", "M008"),
    hazards=("W022",),
    after=("010-ETU",),
)
CHECKING = CardOperation(
    key="030-CTL",
    code="CTL",
    label="Contrôle",
    minutes=20,
    workstation="assembly",
    ppe=("M008",),
    after=("020-DEB",),
    needs_teacher=True,
)
WIDTH = CardCheck(
    key="width",
    label="Largeur",
    unit="mm",
    nominal=Decimal(1719),
    lowest=Decimal(1715),
    highest=Decimal(1723),
    instrument="Mètre ruban",
    operation="030-CTL",
    source="ISO 13920-B",
)


def build_content(**changes: Any) -> CardContent:  # noqa: ANN401 - any field of the value
    """A short metalwork card: study, saw, check; one width to measure."""
    content = CardContent(
        family=Family.GATE,
        section="metalwork",
        title="Portail à un vantail",
        demander=Demander.CONSUMER,
        operations=(STUDY, SAWING, CHECKING),
        checks=(WIDTH,),
        competencies=("MET-A2", "MET-B2"),
    )
    return replace(content, **changes)


def build_result(**changes: Any) -> FabricationResult:  # noqa: ANN401 - any field of the value
    """A rack of two uprights: one section, one bar, three operations, one check."""
    line = CutLine(
        mark="M1",
        name=Bilingual("Montant", "Upright"),
        section="TC40x40x2",
        length_mm=1500,
        quantity=2,
    )
    result = FabricationResult(
        schema=1,
        family="shelving",
        title=Bilingual("Rayonnage 2 montants", "Rack with 2 uprights"),
        spec={"height": 1500},
        facts={"node_count": 4},
        dimensions=(Dimension(key="height", label=Bilingual("Hauteur", "Height"), value=1500),),
        parts=(),
        plates=(),
        hardware=(
            HardwareItem(
                key="foot", name=Bilingual("Pied", "Foot"), quantity=2, unit_price=Money(450)
            ),
        ),
        bom=(
            BomLine(
                kind=BomKind.SECTION,
                designation="TC40x40x2",
                name=Bilingual("Tube carré", "Square tube"),
                quantity=3.0,
                unit="m",
                mass_kg=6.93,
            ),
        ),
        cut_lines=(line,),
        cut_plan=_one_bar(),
        operations=_operations(),
        checks=(
            PlannedCheck(
                key="height",
                label=Bilingual("Hauteur", "Height"),
                nominal=1500,
                minus=3,
                plus=3,
                unit="mm",
                instrument=Bilingual("Mètre ruban", "Tape measure"),
                stage="after_cutting",
                source="ISO 13920-B",
            ),
        ),
        mass_kg=6.93,
        heaviest_part_kg=3.47,
        paint_area_m2=0.48,
        zinc_area_m2=0.48,
        vent_holes=(),
        price=_price(),
        price_kind=PriceKind.FIRM,
        load=WorkLoad(
            shop_hours=2, student_hours=3, adult_hours=0.5, fitting_hours=0, outside_days=0
        ),
        elevation=Elevation(
            title=Bilingual("Face", "Front"),
            note=Bilingual("Deux montants", "Two uprights"),
            left=0,
            right=800,
            top=1500,
            shapes=(),
            dimension_lines=(),
            marks=(),
        ),
        findings=(),
        rules_version="2026",
        tariff_version="2026",
    )
    return replace(result, **changes)


def _one_bar() -> CutPlan:
    bar = Bar(
        number=1,
        section="TC40x40x2",
        stock_mm=6000,
        trim_mm=20,
        cuts=(Cut(mark="M1", length_mm=1500), Cut(mark="M1", length_mm=1500)),
        kerf_mm=3,
        kerf_total_mm=6,
        offcut_mm=2974,
        is_offcut_kept=True,
    )
    section = SectionCutPlan(
        section="TC40x40x2",
        bars=(bar,),
        lower_bound=1,
        pieces=2,
        cut_length_mm=3000,
        yield_ratio=0.5,
    )
    return CutPlan(kerf_mm=3, trim_mm=20, sections=(section,))


def _operations() -> tuple[PlannedOperation, ...]:
    steps = (
        ("ETU", "Étude", 30.0, "office", ""),
        ("DEB", "Débit", 12.4, "saw", "saw"),
        ("CTL", "Contrôle", 18.0, "assembly", ""),
    )
    return tuple(
        PlannedOperation(
            code=code,
            label=Bilingual(label, label),
            minutes_reference=minutes,
            minutes=minutes * 1.3,
            student_minutes=minutes * 2,
            workstation=workstation,
            machine=machine,
            is_adult_only=False,
            predecessors=tuple(steps[place - 1][:1]) if place else (),
            driver=Bilingual("coupes", "cuts"),
            quantity=2,
            ppe=("M004", "M008") if machine else (),
            hazards=("W022",) if machine else (),
        )
        for place, (code, label, minutes, workstation, machine) in enumerate(steps)
    )


def _price() -> PriceBreakdown:
    amounts = (
        *("material", "hardware", "surface", "labour", "fitting", "transport", "cost"),
        *("overhead", "margin", "net_before_rounding", "net", "range_low", "range_high"),
    )
    return PriceBreakdown(
        **{name: Money(98765) for name in amounts},
        labour_hours=2.0,
        fitting_hours=0.0,
        hourly_rate=Decimal("43.21"),
        tariff_version="2026",
    )


def build_tyre_plan(*services: tuple[str, int], **vehicle: Any) -> TyreWorkPlan:  # noqa: ANN401 - any field of the value
    """The plan of a visit on a known car; by default four tyres fitted and balanced."""
    shipped = {service.code: service for service in list_shipped_services()}
    chosen = [ChosenService(shipped[code], count) for code, count in services or (("ME1", 4),)]
    known: dict[str, Any] = {
        "make": "Renault",
        "model": "Clio",
        "plate": "AB-123-CD",
        "tyre_front": "205/55 R16 91V",
        "torque_nm": 110,
        "pressure_front_bar": Decimal("2.3"),
        "pressure_rear_bar": Decimal("2.1"),
    }
    limits = limits_at(list_shipped_limits(), date(2026, 11, 20))
    return plan_tyre_work(chosen, Vehicle(**{**known, **vehicle}), limits)


METAL_TEACHER = Actor(
    role=Role.WORKSHOP_TEACHER,
    name="Mme Perrin",
    sections=frozenset({Section.METALWORK}),
)
WEEK = date(2026, 11, 23)


def as_teacher(scope: Scope, **changes: Any) -> Scope:  # noqa: ANN401 - any field of the actor
    """The same transaction in the hands of a teacher of the metal workshop."""
    known = scope.session.scalars(select(Staff.id).order_by(Staff.id)).first()
    if known is None:
        person = Staff(
            name=METAL_TEACHER.name,
            email="perrin@example.org",
            role=METAL_TEACHER.role,
            sections=[Section.METALWORK],
            created_at=NOW,
        )
        scope.session.add(person)
        scope.session.flush()
        known = person.id
    actor = replace(METAL_TEACHER, account_id=known)
    return replace(scope, actor=replace(actor, **changes))


def build_job_card(
    scope: Scope, content: CardContent | None = None, *, reference: str = "FT-2026-0001"
) -> JobCard:
    """A draft card on an accepted order of its own."""
    number = reference[-4:]
    order = build_order(reference=f"CO-2026-{number}", status=OrderStatus.ACCEPTED)
    scope.session.add(order)
    scope.session.flush()
    line = build_order_line(order.id)
    scope.session.add_all([line, build_order_delivery(order.id)])
    scope.session.flush()
    draft = content or build_content()
    card = JobCard(
        reference=reference,
        order_id=order.id,
        order_reference=order.reference,
        order_line_id=line.id,
        section=draft.section,
        family=draft.family,
        title=draft.title,
        state=CardState.DRAFT,
        draft=draft.to_data(),
        opened_at=scope.now,
    )
    scope.session.add(card)
    scope.session.flush()
    return card


def open_group(scope: Scope, name: str = "Métal 1", section: Section = Section.METALWORK) -> int:
    """Open a student group and return its id."""
    return create_group(scope, name=name, section=section, school_year="2026-2027")


def as_student(scope: Scope, group_id: int, *machines: str) -> Scope:
    """The same transaction in the hands of a new student cleared for these machines."""
    leaves_on = date(2028, 7, 1)
    (student_id,) = add_students(scope, group_id, count=1, leaves_on=leaves_on)
    for machine in machines:
        give_clearance(scope, student_id, machine, valid_until=None)
    actor = Actor(role=Role.STUDENT, account_id=student_id, name="Comète", group_id=group_id)
    return replace(scope, actor=actor)


def publish(scope: Scope, card: JobCard, *, group_id: int | None = None) -> int:
    """Plan and publish a card as its teacher does; return its id."""
    teacher = as_teacher(scope, sections=frozenset({Section(card.section)}))
    if group_id is None:
        group_id = open_group(scope, f"Groupe {card.reference}", Section(card.section))
    plan_card(teacher, card.id, seen_version=card.version, group_id=group_id, week=WEEK)
    publish_card(teacher, card.id, seen_version=card.version)
    return card.id


def build_job_card_revision(card: JobCard, number: int = 1) -> JobCardRevision:
    return JobCardRevision(
        card_id=card.id,
        number=number,
        content=card.draft,
        reason="Première publication",
        published_at=NOW,
        published_by=None,
        published_by_name=METAL_TEACHER.name,
    )


def build_job_operation(card_id: int, key: str = "010-ETU", position: int = 1) -> JobOperation:
    return JobOperation(
        card_id=card_id,
        key=key,
        code=key.partition("-")[2],
        position=position,
        planned_minutes=60,
        workstation="office",
        machine="",
    )


def build_operation_progress(
    operation_id: int, act: ProgressAct = ProgressAct.TICK, *, client_key: str = "key-1"
) -> OperationProgress:
    return OperationProgress(
        operation_id=operation_id,
        act=act,
        student_id=None,
        staff_id=None,
        happened_at=NOW,
        recorded_at=NOW,
        client_key=client_key,
    )


def build_time_log(operation_id: int, *, minutes: int | None = None) -> TimeLog:
    return TimeLog(
        operation_id=operation_id,
        student_id=None,
        staff_id=None,
        started_at=NOW,
        stopped_at=None if minutes is None else NOW + timedelta(minutes=minutes),
    )


def build_check_measurement(
    card_id: int, value: str = "1719", *, client_key: str = "key-1"
) -> CheckMeasurement:
    return CheckMeasurement(
        card_id=card_id,
        check_key="width",
        value=value,
        student_id=None,
        staff_id=None,
        staff_name="",
        taken_at=NOW,
        client_key=client_key,
    )


def build_non_conformity(measurement_id: int, decision: str = "accept") -> NonConformity:
    return NonConformity(
        measurement_id=measurement_id,
        decision=decision,
        reason="Sans effet sur l’usage",
        decided_by=None,
        decided_by_name=METAL_TEACHER.name,
        decided_at=NOW,
    )


def build_card_stop(card_id: int, kind: StopKind = StopKind.BEFORE_MAKING) -> CardStop:
    return CardStop(
        card_id=card_id,
        kind=kind,
        revision=1,
        signed_by=None,
        signed_by_name=METAL_TEACHER.name,
        signed_at=NOW,
    )


def build_joint_cut(week: date = WEEK, *, reference: str = "DB-2026-0001") -> JointCut:
    return JointCut(
        reference=reference,
        week=week,
        content=JointPlan(cards=(), bars=(), sawing=(), separate_bars=0).to_data(),
        frozen_at=NOW,
        frozen_by_name=METAL_TEACHER.name,
    )


def build_joint_cut_card(joint_id: int, card_id: int) -> JointCutCard:
    return JointCutCard(joint_id=joint_id, card_id=card_id)


def cards_of_order(scope: Scope, order_id: int) -> list[CardHead]:
    """Return the cards of an order, in the order of its lines."""
    ids = select(JobCard.id).where(JobCard.order_id == order_id).order_by(JobCard.order_line_id)
    return [get_card(scope.session, card_id, NOW).head for card_id in scope.session.scalars(ids)]
