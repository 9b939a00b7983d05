"""Forms of the card editor and of the bench."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from shop.curriculum.domain.frameworks import describe_competencies, get_framework
from shop.curriculum.domain.guiding import ActionStep
from shop.curriculum.domain.operations import Section as GuideSection
from shop.curriculum.domain.operations import list_machines, list_operation_guides
from shop.curriculum.domain.signs import SignKind, list_signs
from shop.jobs.domain.content import CardContent, CardOperation, CardQuestion
from shop.jobs.domain.editing import (
    FREE_CODE,
    CheckEdit,
    DraftEdit,
    OperationDetails,
    OperationEdit,
    check_groups,
)
from shop.jobs.domain.measuring import POINT_SIGN, Decision
from shop.jobs.domain.workshop import WORKSTATIONS
from shop.kernel.actor import Section
from shop.kernel.clock import monday_of
from shop.web.filters import write_day
from shop.web.forms import NumberField, ShopForm, TrimmedField, choices

REQUIRED = DataRequired(_l("Remplissez ce champ."))
WEEKS_AHEAD = 16
KEY_LENGTH = Length(max=64)
FRAMEWORKS = {Section.METALWORK: "JA-MET", Section.TYRES: "JA-PNE"}
TRANSVERSAL = "JA-TRANS"
DECISIONS = (
    (Decision.REPAIR, _l("Réparer, puis mesurer à nouveau")),
    (Decision.REMAKE, _l("Refaire la pièce, puis mesurer")),
    (Decision.ACCEPT, _l("Accepter telle quelle")),
)
TYRE_DECISIONS = (
    (Decision.REPAIR, _l("Réparer, puis contrôler à nouveau")),
    (Decision.REMAKE, _l("Remplacer le pneu, puis contrôler")),
    (Decision.ACCEPT, _l("Accepter tel quel")),
)


class _Boxes(SelectMultipleField):
    """Several choices as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _text(label: str, most: int, *more: Any) -> TrimmedField:  # noqa: ANN401 - WTForms' validators
    return TrimmedField(label, [*(more or (Optional(),)), Length(max=most)])


def _number(label: str, places: int = 0) -> NumberField:
    return NumberField(label, [Optional()], places=places)


class OperationRow(Form):
    """One line of the table of steps."""

    key = HiddenField()
    position = _number(_l("Ordre"))
    code = SelectField(_l("Opération"), validate_choice=False)
    label = _text(_l("Étape"), 120)
    minutes = NumberField(_l("Minutes"), [Optional(), NumberRange(0, 6000)])
    workstation = SelectField(
        _l("Poste"), choices=choices(WORKSTATIONS.items()), validate_choice=False
    )
    is_removed = BooleanField(_l("Enlever"))

    def to_edit(self) -> OperationEdit:
        """Return the line as the domain reads it; an empty order goes last."""
        position = self.position.data
        return OperationEdit(
            key=self.key.data or "",
            position=9999 if position is None else int(position),
            code=self.code.data or FREE_CODE,
            label=self.label.data or "",
            minutes=int(self.minutes.data or 0),
            workstation=self.workstation.data or "",
            is_removed=bool(self.is_removed.data),
        )


class CheckRow(Form):
    """One line of the sheet of checks."""

    key = HiddenField()
    label = _text(_l("Contrôle"), 160)
    unit = _text(_l("Unité"), 12)
    nominal = _number(_l("Cote"), 2)
    lowest = _number(_l("Mini"), 2)
    highest = _number(_l("Maxi"), 2)
    instrument = _text(_l("Instrument"), 60)
    is_removed = BooleanField(_l("Enlever"))

    def to_edit(self) -> CheckEdit:
        """Return the line as the domain reads it."""
        return CheckEdit(
            key=self.key.data or "",
            label=self.label.data or "",
            unit=self.unit.data or "",
            nominal=self.nominal.data,
            lowest=self.lowest.data,
            highest=self.highest.data,
            instrument=self.instrument.data or "",
            is_removed=bool(self.is_removed.data),
        )


class QuestionRow(Form):
    """One guiding question; an empty one goes."""

    step = SelectField(_l("Moment"), choices=choices((s.value, s.label) for s in ActionStep))
    question = _text(_l("Question"), 200)
    where = _text(_l("Où chercher"), 120)


class VersionedForm(ShopForm):
    """A form that knows which version of the card its page showed."""

    version = HiddenField()

    @property
    def seen_version(self) -> int:
        raw = str(self.version.data or "")
        return int(raw) if raw.isdecimal() and len(raw) < 9 else -1


class DraftForm(VersionedForm):
    """The whole draft of a card."""

    title = _text(_l("Titre"), 160, REQUIRED)
    purpose = _text(_l("Pourquoi ce travail"), 300)
    quality = TextAreaField(_l("Qualité demandée, une exigence par ligne"), [Length(max=1000)])
    finish = _text(_l("Finition"), 120)
    competencies = _Boxes(_l("Compétences travaillées, trois au plus"), validate_choice=False)
    operations = FieldList(FormField(OperationRow), max_entries=60)
    checks = FieldList(FormField(CheckRow), max_entries=120)
    questions = FieldList(FormField(QuestionRow), max_entries=20)
    transfer = _text(_l("Et si… ? Une question pour aller plus loin"), 300)

    def offer(self, section: Section) -> None:
        """Offer the operations and competencies of a section."""
        codes = _codes_of(section)
        for row in self.operations:
            row.form.code.choices = choices(codes)
        self.competencies.choices = choices(competency_choices(section))

    def to_edit(self) -> DraftEdit:
        """Return everything typed as one change of the draft."""
        lines = (self.quality.data or "").splitlines()
        return DraftEdit(
            title=self.title.data or "",
            purpose=self.purpose.data or "",
            quality=tuple(line.strip() for line in lines if line.strip()),
            finish=self.finish.data or "",
            competencies=tuple(self.competencies.data or ()),
            questions=tuple(self._questions()),
            transfer=self.transfer.data or "",
            operations=tuple(row.form.to_edit() for row in self.operations),
            checks=tuple(row.form.to_edit() for row in self.checks),
        )

    def _questions(self) -> Iterable[CardQuestion]:
        for row in self.questions:
            if row.form.question.data:
                yield CardQuestion(
                    step=row.form.step.data,
                    question=row.form.question.data,
                    where=row.form.where.data or "",
                )


def draft_data(content: CardContent, version: int) -> dict[str, Any]:
    """Return what the editor shows of a draft, with one empty line in each table."""
    return {
        "version": version,
        "title": content.title,
        "purpose": content.purpose,
        "quality": "\n".join(content.quality),
        "finish": content.finish,
        "competencies": list(content.competencies),
        "operations": [*_operation_lines(content.operations), {}],
        "checks": [*_check_lines(content), {}],
        "questions": [*({**q.to_data()} for q in content.questions), {}],
        "transfer": content.transfer,
    }


def _operation_lines(operations: Sequence[CardOperation]) -> Iterable[dict[str, Any]]:
    for place, operation in enumerate(operations, start=1):
        yield {
            "key": operation.key,
            "position": Decimal(place * 10),
            "code": operation.code,
            "label": operation.label,
            "minutes": Decimal(operation.minutes),
            "workstation": operation.workstation,
        }


def _check_lines(content: CardContent) -> Iterable[dict[str, Any]]:
    for group in check_groups(content.checks):
        check = group[0]
        yield {
            "key": check.key,
            "label": check.label,
            "unit": check.unit,
            "nominal": check.nominal,
            "lowest": check.lowest,
            "highest": check.highest,
            "instrument": check.instrument,
        }


def _codes_of(section: Section) -> list[tuple[str, Any]]:
    guides = list_operation_guides(GuideSection(section.value))
    return [(FREE_CODE, _l("Autre étape")), *((guide.code, guide.label) for guide in guides)]


def competency_choices(section: Section) -> list[tuple[str, str]]:
    """Return the competencies of a workshop and those of every workshop, code and words."""
    found = (
        *get_framework(FRAMEWORKS[section]).competencies(),
        *get_framework(TRANSVERSAL).competencies(),
    )
    known = describe_competencies(competency.code for competency in found)
    return [(one.code, one.statement) for one in known]


class OperationForm(VersionedForm):
    """What one step asks for besides its line in the table."""

    machine = SelectField(_l("Machine qui demande une autorisation"), validate_choice=False)
    ppe = _Boxes(_l("Protections"), validate_choice=False)
    hazards = _Boxes(_l("Dangers"), validate_choice=False)
    adult_only = BooleanField(_l("Réservée à un adulte"))
    behind_stop = BooleanField(_l("Attend la signature du professeur (STOP avant de faire)"))
    needs_teacher = BooleanField(_l("Le professeur contrôle avant la suite"))
    check = _text(_l("Ce qu’il faut vérifier"), 200)

    def offer(self) -> None:
        """Offer the machines and the signs of the walls of the workshop."""
        self.machine.choices = choices([("", _l("Aucune")), *list_machines()])
        self.ppe.choices = _signs(SignKind.MANDATORY)
        self.hazards.choices = _signs(SignKind.WARNING)

    def to_details(self) -> OperationDetails:
        """Return what was ticked as one change of the step."""
        return OperationDetails(
            machine=self.machine.data or "",
            ppe=tuple(self.ppe.data or ()),
            hazards=tuple(self.hazards.data or ()),
            adult_only=bool(self.adult_only.data),
            needs_teacher=bool(self.needs_teacher.data),
            behind_stop=bool(self.behind_stop.data),
            check=self.check.data or "",
        )


def _signs(kind: SignKind) -> list[Any]:
    return choices((sign.code, sign.label) for sign in list_signs() if sign.kind is kind)


class PlanForm(VersionedForm):
    """The group and the week of a card."""

    group = SelectField(_l("Groupe"), validate_choice=False)
    week = SelectField(_l("Semaine"), validate_choice=False)

    def offer(self, groups: Iterable[tuple[int, str]], today: date) -> None:
        """Offer the groups of the workshop and the weeks to come."""
        shown = [("", _l("À choisir"))]
        self.group.choices = choices([*shown, *((str(key), name) for key, name in groups)])
        self.week.choices = choices(
            [*shown, *((w.isoformat(), _week(w)) for w in weeks_from(today))]
        )

    @property
    def group_id(self) -> int | None:
        raw = str(self.group.data or "")
        return int(raw) if raw.isdecimal() and len(raw) < 10 else None

    @property
    def monday(self) -> date | None:
        try:
            return date.fromisoformat(str(self.week.data or ""))
        except ValueError:
            return None


def weeks_from(today: date) -> list[date]:
    """Return the Mondays of this week and of those a teacher plans ahead."""
    return [monday_of(today) + timedelta(weeks=number) for number in range(WEEKS_AHEAD)]


def _week(monday: date) -> Any:  # noqa: ANN401 - a lazy text
    return _l("Semaine du %(day)s", day=write_day(monday))


class PublishForm(VersionedForm):
    """The reason of a revision."""

    reason = _text(_l("Raison du changement"), 300)


class PointsField(TrimmedField):
    """One measure, or those of several points one after the other."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        super().process_formdata([POINT_SIGN.join(valuelist)])

    def at(self, place: int) -> str:
        """Return what was typed for one point."""
        typed = str(self.data or "").split(POINT_SIGN)
        return typed[place].strip() if place < len(typed) else ""


class MeasureForm(ShopForm):
    """One measure; the key makes one sent twice count once."""

    client_key = HiddenField(validators=[KEY_LENGTH])
    check = HiddenField()
    value = PointsField(_l("Ta mesure"), [Length(max=120)])


class DecisionForm(ShopForm):
    """What becomes of a part out of tolerance."""

    decision = SelectField(_l("Décision"), choices=choices(DECISIONS), coerce=Decision)
    reason = _text(_l("Raison"), 1000)

    def offer(self, section: Section) -> None:
        """Say the three decisions in the words of a workshop."""
        if section is Section.TYRES:
            self.decision.choices = choices(TYRE_DECISIONS)


class SignForm(ShopForm):
    """A signature, with a remark or none."""

    note = _text(_l("Remarque"), 1000)
