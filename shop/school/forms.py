"""Forms of the school's settings."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Email, Length, Optional

from shop.kernel.actor import Section
from shop.kernel.refusals import Refusal
from shop.school.domain.hours import WEEKDAYS, DayHours, Span, read_spans, write_spans
from shop.school.domain.identity import IDENTITY_FIELDS, SchoolIdentity
from shop.school.domain.law import LegalParam, SourceStatus
from shop.school.domain.vat import VatChoice, VatRegime
from shop.web.forms import ShopForm, TrimmedField, choices

REQUIRED = DataRequired(_l("Remplissez ce champ."))
VAT_LABELS = [
    (VatRegime.STANDARD, _l("TVA ordinaire (20 %, 10 %)")),
    (VatRegime.FRANCHISE, _l("Franchise en base : pas de TVA")),
    (VatRegime.NONPROFIT, _l("Association exonérée (art. 261, 7-1° du CGI)")),
    (VatRegime.TEACHING, _l("Enseignement exonéré (art. 261, 4-4° a du CGI)")),
]


def _line(label: str, most: int, *more: Any) -> TrimmedField:  # noqa: ANN401 - validators of WTForms are untyped here
    return TrimmedField(label, [*(more or (Optional(),)), Length(max=most)])


class IdentityForm(ShopForm):
    """Who sells."""

    version = HiddenField()
    brand = _line(_l("Nom affiché"), 80, REQUIRED)
    legal_name = _line(_l("Nom officiel"), 120, REQUIRED)
    legal_form = _line(_l("Forme juridique"), 80)
    street = _line(_l("Rue"), 160)
    postcode = _line(_l("Code postal"), 10)
    city = _line(_l("Ville"), 80)
    phone = _line(_l("Téléphone"), 30)
    email = _line(_l("Adresse e-mail"), 254, Optional(), Email(_l("Écrivez une adresse e-mail.")))
    siren = _line(_l("SIREN"), 20)
    siret = _line(_l("SIRET"), 24)
    rna = _line(_l("RNA"), 16)
    vat_number = _line(_l("Numéro de TVA"), 20)
    publication_director = _line(_l("Direction de la publication"), 120)
    host_name = _line(_l("Hébergeur"), 120)
    host_address = _line(_l("Adresse de l’hébergeur"), 240)
    host_phone = _line(_l("Téléphone de l’hébergeur"), 30)
    mediator_name = _line(_l("Médiateur"), 120)
    mediator_address = _line(_l("Adresse du médiateur"), 240)
    mediator_url = _line(_l("Site du médiateur"), 240)
    insurer = _line(_l("Assureur et son adresse"), 240)
    insurance_contract = _line(_l("Numéro du contrat"), 60)
    sells_fitting = BooleanField(_l("L’école pose aussi ce qu’elle fabrique"))
    insurance_territory = _line(_l("Territoire couvert"), 120)
    insurance_activities = TextAreaField(_l("Activités couvertes"), [Optional(), Length(max=2000)])
    eco_register = _line(_l("Identifiant unique (IDU)"), 60)
    terms_version = _line(_l("Version des conditions générales"), 40)
    iban = _line(_l("IBAN"), 42)
    bic = _line(_l("BIC"), 11)

    def fill(self, identity: SchoolIdentity | None, version: int) -> None:
        """Show what is known; an unknown identity leaves the fields empty."""
        self.version.data = str(version)
        for name in IDENTITY_FIELDS if identity else ():
            self[name].data = getattr(identity, name)

    def to_identity(self) -> SchoolIdentity:
        """Return the identity as typed; its numbers are checked by the service."""
        values: dict[str, Any] = {name: self[name].data or "" for name in IDENTITY_FIELDS}
        values["sells_fitting"] = bool(self.sells_fitting.data)
        return SchoolIdentity(**values)

    @property
    def opened_version(self) -> int:
        """Return the version the page was opened with."""
        raw = str(self.version.data or "")
        return int(raw) if raw.isdecimal() and len(raw) < 9 else -1


class HoursForm(ShopForm):
    """Opening hours, one line a day, for the reception and each workshop."""

    @staticmethod
    def name_of(section: Section | None, weekday: int) -> str:
        """Return the name of the field of a day."""
        return f"{section or 'reception'}_{weekday}"

    def fill(self, hours: list[DayHours]) -> None:
        """Show the hours as they are."""
        for day in hours:
            self[self.name_of(day.section, day.weekday)].data = write_spans(day.spans)

    def to_hours(self) -> list[DayHours]:
        """Return the hours as typed; what cannot be read gets a sentence beside its field."""
        return [
            DayHours(section, weekday, self._read(self.name_of(section, weekday)))
            for section in (None, *Section)
            for weekday in WEEKDAYS
        ]

    def _read(self, name: str) -> tuple[Span, ...]:
        try:
            return read_spans(self[name].data or "")
        except Refusal as refusal:
            self.add_refusal(Refusal(refusal.message, field=name))
            return ()


for _section in (None, *Section):
    for _weekday in WEEKDAYS:
        setattr(HoursForm, HoursForm.name_of(_section, _weekday), TrimmedField(validators=[]))


class LegalParamForm(ShopForm):
    """A new dated value of one number of law."""

    value = TrimmedField(_l("Nouvelle valeur"), [REQUIRED, Length(max=80)])
    valid_from = DateField(_l("À partir du"), [REQUIRED])
    valid_to = DateField(_l("Jusqu’au"), [Optional()])
    source = TrimmedField(_l("Texte qui le dit"), [REQUIRED, Length(max=160)])
    comment = TrimmedField(_l("Remarque"), [Optional(), Length(max=240)])

    def to_param(self, known: LegalParam) -> LegalParam:
        """Return the new row of a number already known."""
        return LegalParam(
            key=known.key,
            label=known.label,
            unit=known.unit,
            value=(self.value.data or "").replace(",", "."),
            valid_from=self.valid_from.data,
            valid_to=self.valid_to.data,
            status=SourceStatus.ENTERED,
            source=self.source.data or "",
            comment=self.comment.data or "",
        )


class VatForm(ShopForm):
    """The VAT regime from a day on."""

    regime = SelectField(_l("Régime"), choices=choices(VAT_LABELS), coerce=VatRegime)
    section = SelectField(
        _l("Pour"),
        choices=choices(
            [
                ("", _l("Toute l’école")),
                (Section.METALWORK, _l("Métallerie")),
                (Section.TYRES, _l("Pneus et Services")),
            ]
        ),
    )
    valid_from = DateField(_l("À partir du"), [REQUIRED])
    chosen_by = TrimmedField(_l("Décidé par"), [REQUIRED, Length(max=120)])
    mention = TrimmedField(_l("Mention sur les documents"), [Optional(), Length(max=240)])
    on_debits = BooleanField(_l("Option pour le paiement de la taxe d’après les débits"))

    def to_choice(self) -> VatChoice:
        """Return the choice as typed."""
        day = self.valid_from.data
        assert isinstance(day, date)  # noqa: S101 - validate() ran
        return VatChoice(
            regime=self.regime.data,
            valid_from=day,
            chosen_by=self.chosen_by.data or "",
            section=Section(self.section.data) if self.section.data else None,
            mention=self.mention.data or "",
            on_debits=bool(self.on_debits.data),
        )


class ConfirmationForm(ShopForm):
    """Who has seen a point of the publication gate."""

    name = TrimmedField(_l("Vérifié par"), [REQUIRED, Length(max=120)])
