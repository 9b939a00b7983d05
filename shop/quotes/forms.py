"""Forms of requests, drafts, answers and visits."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from stdnum.exceptions import ValidationError as NumberWrong
from stdnum.fr import siret
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional, Regexp
from wtforms.validators import ValidationError as FieldWrong

from shop.catalogue.domain import Family
from shop.kernel.clock import require_aware
from shop.kernel.money import Money
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.orders.domain import CustomerDetails, CustomerKind, DeliveryKind
from shop.quotes.domain.asked import HANDOVER_OF, KIND_OF, ORGANISATIONS
from shop.quotes.domain.lines import QuoteLine
from shop.quotes.domain.readings import NewRequest, Site
from shop.quotes.domain.sentences import NOT_TICKED, Sentence
from shop.quotes.services.answering import Signature
from shop.quotes.services.drafting import DraftTerms, FreeLine
from shop.web.filters import write_instant
from shop.web.forms import NumberField, ShopForm, TrimmedField, choices
from shop.web.language import current_language

NEEDED = _l("Remplissez cette case.")
ALONE = _l("Aucune autre ligne")
FAMILIES = {
    Family.GATE.value: _l("Portail ou portillon"),
    Family.STAIRCASE.value: _l("Escalier"),
    Family.GUARDRAIL.value: _l("Garde-corps"),
    Family.WALKWAY.value: _l("Passerelle"),
    Family.SHELVING.value: _l("Rayonnage"),
    Family.SERIES.value: _l("Petite série pour une entreprise"),
}
KINDS = {
    CustomerKind.CONSUMER.value: _l("Un particulier"),
    CustomerKind.PRO.value: _l("Une entreprise"),
    CustomerKind.PUBLIC.value: _l("Une mairie ou un service public"),
    CustomerKind.ASSOCIATION.value: _l("Une association"),
}
HANDOVERS = {
    DeliveryKind.PICK_UP.value: _l("Je viens le chercher à l’école"),
    DeliveryKind.DELIVERY.value: _l("Livraison"),
    DeliveryKind.FITTING.value: _l("Pose par l’école"),
}
PHONE = r"^\+?[\d\s.()-]{9,20}$"
LONG = 4000


def _text(field: StringField | SelectField) -> str:
    return str(field.data or "")


class RequestForm(ShopForm):
    """A request for a quote, as a guest."""

    code = HiddenField()
    family = SelectField(_l("Que voulez-vous faire fabriquer ?"), choices=choices(FAMILIES.items()))
    message = TextAreaField(
        _l("Décrivez votre projet"),
        [Optional(), Length(max=LONG, message=_l("Gardez 4 000 caractères."))],
    )
    handover = RadioField(
        _l("Comment l’avoir ?"),
        choices=choices(HANDOVERS.items()),
        default=DeliveryKind.PICK_UP.value,
    )
    wish_due_on = DateField(_l("Date souhaitée"), [Optional()])
    kind = RadioField(
        _l("Vous êtes"), choices=choices(KINDS.items()), default=CustomerKind.CONSUMER.value
    )
    name = TrimmedField(_l("Prénom et nom"), [DataRequired(NEEDED), Length(max=120)])
    company = TrimmedField(_l("Nom de l’organisation"), [Length(max=120)])
    siret = TrimmedField(_l("SIRET"), [Length(max=20)])
    company_reference = TrimmedField(
        _l("Votre référence, ou le code service pour Chorus Pro"), [Length(max=120)]
    )
    email = TrimmedField(
        _l("Adresse e-mail"),
        [
            DataRequired(NEEDED),
            Email(_l("Écrivez une adresse comme nom@exemple.fr.")),
            Length(max=254),
        ],
    )
    phone = TrimmedField(
        _l("Téléphone"),
        [
            DataRequired(NEEDED),
            Regexp(PHONE, message=_l("Écrivez un numéro comme 06 12 34 56 78.")),
        ],
    )
    street = TrimmedField(_l("Adresse"), [DataRequired(NEEDED), Length(max=160)])
    postcode = TrimmedField(_l("Code postal"), [DataRequired(NEEDED), Length(max=10)])
    city = TrimmedField(_l("Ville"), [DataRequired(NEEDED), Length(max=80)])
    site_street = TrimmedField(_l("Adresse du lieu"), [Length(max=160)])
    site_postcode = TrimmedField(_l("Code postal du lieu"), [Length(max=10)])
    site_city = TrimmedField(_l("Ville du lieu"), [Length(max=80)])
    photos = StringField(_l("Photos"))

    def start_from(self, *, audience: str, handover: str) -> None:
        """Choose beforehand what was chosen in the configurator; unknown words change nothing."""
        self.kind.data = str(KIND_OF.get(audience, self.kind.data))
        self.handover.data = str(HANDOVER_OF.get(handover, self.handover.data))

    def validate_postcode(self, field: Any) -> None:  # noqa: ANN401 - WTForms' own signature
        field.data = "".join(field.data.split())
        if not (field.data.isdigit() and len(field.data) == 5):
            raise FieldWrong(_l("Un code postal a cinq chiffres."))

    def validate_company(self, field: Any) -> None:  # noqa: ANN401 - WTForms' own signature
        if self.kind.data in ORGANISATIONS and not field.data:
            raise FieldWrong(NEEDED)

    def validate_siret(self, field: Any) -> None:  # noqa: ANN401 - WTForms' own signature
        if self.kind.data in ORGANISATIONS and not field.data:
            raise FieldWrong(_l("Donnez le SIRET : il sera sur le devis et la facture."))
        if field.data:
            try:
                field.data = siret.validate(field.data)
            except NumberWrong:
                raise FieldWrong(_l("Ce SIRET n’est pas juste : il a 14 chiffres.")) from None

    def to_request(self) -> NewRequest:
        """Return the request with the photos sent; call it after `validate()`."""
        site_lines = (_text(self.site_street),) if self.site_street.data else ()
        return NewRequest(
            family=Family(self.family.data),
            customer=self._customer(),
            site=Site(site_lines, _text(self.site_postcode), _text(self.site_city)),
            message=_text(self.message),
            one_time_key=self.one_time_key,
            handover=DeliveryKind(self.handover.data),
            company_reference=_text(self.company_reference),
            wish_due_on=self.wish_due_on.data,
            code=_text(self.code),
            photos=sent_photos(),
        )

    def _customer(self) -> CustomerDetails:
        return CustomerDetails(
            kind=CustomerKind(self.kind.data),
            name=_text(self.name),
            email=_text(self.email),
            phone=_text(self.phone),
            address_lines=(_text(self.street),),
            postcode=_text(self.postcode),
            city=_text(self.city),
            company=_text(self.company),
            siret=_text(self.siret),
            language=current_language(),
        )


def sent_photos() -> tuple[bytes, ...]:
    """Return the bytes of the files sent with the form; an empty file field sends none."""
    files = [sent for sent in request.files.getlist("photos") if sent.filename]
    return tuple(sent.read() for sent in files)


class VersionedForm(ShopForm):
    """A form that knows which state of the request it was opened on.

    `name_of_form` sets its fields apart from those of the other forms of the same page.
    """

    name_of_form = ""
    seen = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' own signature
        super().__init__(*args, **{"prefix": self.name_of_form, **kwargs})

    @classmethod
    def opened_on(cls, version: int, **kwargs: Any) -> Self:  # noqa: ANN401 - as above
        """Return an empty form for a page that shows this version of the request."""
        form = cls(formdata=None, **kwargs)
        form.seen.data = str(version)
        return form

    @property
    def seen_version(self) -> int | None:
        typed = _text(self.seen)
        return int(typed) if typed.isdecimal() and len(typed) < 10 else None


class LineForm(VersionedForm):
    """A line the office writes."""

    key = HiddenField()
    label = TrimmedField(_l("Désignation"), [DataRequired(NEEDED), Length(max=160)])
    detail = TextAreaField(_l("Ce que le prix contient"), [Optional(), Length(max=LONG)])
    quantity = NumberField(_l("Quantité"), [InputRequired(NEEDED)])
    unit_net = NumberField(_l("Prix unitaire HT"), [InputRequired(NEEDED)], places=2)
    parent = SelectField(_l("Va avec"), choices=choices([("", ALONE)]), default="")
    is_made_to_measure = BooleanField(_l("Fabriqué aux dimensions du client"))
    is_fitted = BooleanField(_l("Fourni et posé par l’école dans un logement"))

    def hang_on(self, lines: tuple[QuoteLine, ...]) -> "LineForm":
        """Offer the root lines this one may hang on."""
        roots = {line.key: line.label.fr for line in lines if not line.parent}
        roots.pop(str(self.key.data), None)
        self.parent.choices = choices([("", ALONE), *roots.items()])
        return self

    def to_line(self) -> FreeLine:
        return FreeLine(
            key=_text(self.key),
            label=_text(self.label),
            detail=_text(self.detail),
            quantity=int(self.quantity.data or 0),
            unit_net=Money.from_euros(self.unit_net.data or Decimal(0)),
            parent=_text(self.parent),
            is_made_to_measure=bool(self.is_made_to_measure.data),
            is_fitted=bool(self.is_fitted.data),
        )


class TermsForm(VersionedForm):
    """What holds for the whole version."""

    name_of_form = "terms-"
    due_on = DateField(_l("Prêt le"), [Optional()])
    note = TextAreaField(_l("Note au client, sur le devis"), [Optional(), Length(max=LONG)])
    is_certified = BooleanField(_l("TVA à 10 % : le client certifiera ses travaux"))

    def to_terms(self) -> DraftTerms:
        return DraftTerms(
            due_on=self.due_on.data,
            note=_text(self.note),
            is_certified=bool(self.is_certified.data),
        )


class CodeForm(VersionedForm):
    """The code of another configuration to put in the draft."""

    name_of_form = "code-"
    code = TrimmedField(_l("Code d’une configuration"), [DataRequired(NEEDED)])


class ReasonForm(VersionedForm):
    """A reason somebody will read."""

    reason = TextAreaField(_l("Raison"), [DataRequired(NEEDED), Length(max=LONG)])


class AgreeForm(VersionedForm):
    """The teacher's agreement."""

    name_of_form = "agree-"
    learning = TextAreaField(
        _l("Ce que les élèves apprendront"), [DataRequired(NEEDED), Length(max=LONG)]
    )


class ActForm(VersionedForm):
    """An act that needs no field."""


class ChangeForm(ShopForm):
    """What the customer would like otherwise."""

    text = TextAreaField(_l("Que voulez-vous changer ?"), [DataRequired(NEEDED), Length(max=LONG)])


class AcceptForm(ShopForm):
    """The signature: a name, and each sentence ticked on its own."""

    name = TrimmedField(_l("Prénom et nom"), [DataRequired(NEEDED), Length(max=160)])
    digest = HiddenField()
    agreed = BooleanField(_l("Bon pour accord"))
    made_to_measure = BooleanField(_l("Pas de droit de rétractation"))
    certified = BooleanField(_l("Certification des travaux"))

    def point_at_unticked(self, wanted: Iterable[Sentence]) -> None:
        """Say beside every box left empty that it counts, all at once."""
        for sentence in wanted:
            box = self[sentence.key]
            if not box.data and not box.errors:
                box.errors = [gettext(NOT_TICKED)]

    def to_signature(self) -> Signature:
        """Return what was signed, with the address and the browser it came from."""
        boxes = (self.agreed, self.made_to_measure, self.certified)
        return Signature(
            name=_text(self.name),
            ticked=frozenset(box.name for box in boxes if box.data),
            pdf_digest=_text(self.digest),
            ip_address=request.remote_addr or "",
            user_agent=request.headers.get("User-Agent", ""),
        )


class VisitForm(VersionedForm):
    """When somebody goes to measure."""

    name_of_form = "visit-"
    starts_at = SelectField(_l("Créneau"), [InputRequired(NEEDED)], validate_choice=False)
    minutes = NumberField(_l("Durée"), [InputRequired(NEEDED)], default=Decimal(60))
    note = TextAreaField(_l("Note pour le client"), [Optional(), Length(max=LONG)])

    def offer(self, starts: Iterable[datetime]) -> "VisitForm":
        """Offer these starts, written on the clock of the school."""
        self.starts_at.choices = choices((s.isoformat(), write_instant(s)) for s in starts)
        return self

    def to_start(self) -> datetime:
        """Return the start chosen; refuses what is no instant."""
        try:
            return require_aware(datetime.fromisoformat(_text(self.starts_at)))
        except ValueError:
            raise Refusal(N_("Choisissez un créneau de la liste."), field="starts_at") from None
