"""Forms of the checkout and of the page of an order."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from stdnum.fr import siret as siret_number
from wtforms import BooleanField, HiddenField, RadioField, TextAreaField
from wtforms.validators import DataRequired, Email, Length, Optional, Regexp, ValidationError

from shop.orders.basket.domain import BasketView
from shop.orders.domain import (
    CustomerDetails,
    CustomerKind,
    DeliveryKind,
    NewDelivery,
    PaymentMeans,
)
from shop.web.forms import SPACES, ShopForm, TrimmedField, choices

REQUIRED = DataRequired(_l("Remplissez ce champ."))
PHONE = Regexp(
    r"^\+?[\d\s().-]{8,24}$", message=_l("Écrivez un numéro comme 03 84 00 00 00 ou +33 3 84…")
)
POSTCODE = re.compile(r"\d{5}")
KINDS = [
    (CustomerKind.CONSUMER, _l("Un particulier")),
    (CustomerKind.PRO, _l("Une entreprise")),
    (CustomerKind.PUBLIC, _l("Une collectivité ou un service public")),
    (CustomerKind.ASSOCIATION, _l("Une association")),
]
DELIVERIES = [
    (DeliveryKind.PICK_UP, _l("Je viens la chercher à l’école")),
    (DeliveryKind.DELIVERY, _l("L’école me la livre")),
]
MEANS = [
    (PaymentMeans.CARD, _l("Par carte, maintenant")),
    (PaymentMeans.TRANSFER, _l("Par virement")),
    (PaymentMeans.ON_SITE, _l("Sur place, à la remise")),
]
WITH_COMPANY = frozenset({CustomerKind.PRO, CustomerKind.PUBLIC, CustomerKind.ASSOCIATION})
WITH_SIRET = frozenset({CustomerKind.PRO, CustomerKind.PUBLIC})


class CompactField(TrimmedField):
    """A code people write with spaces and dots, kept without them."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        super().process_formdata([value.translate(SPACES).replace(".", "") for value in valuelist])


def check_postcode(_: object, field: TrimmedField) -> None:
    """Ask for the five digits of a French postcode."""
    if not POSTCODE.fullmatch(field.data or ""):
        raise ValidationError(_l("Écrivez les 5 chiffres du code postal."))


class CustomerForm(ShopForm):
    """Who buys: the same questions for a basket and for a booked service."""

    kind = RadioField(
        _l("Vous achetez pour"), choices=choices(KINDS), default=CustomerKind.CONSUMER
    )
    company = TrimmedField(_l("Nom de l’organisme"), [Optional(), Length(max=120)])
    siret = CompactField(_l("SIRET"), [Optional(), Length(max=20)])
    name = TrimmedField(_l("Votre nom"), [REQUIRED, Length(max=120)])
    email = TrimmedField(
        _l("Adresse e-mail"),
        [REQUIRED, Length(max=254), Email(_l("Écrivez une adresse comme nom@exemple.fr."))],
    )
    phone = TrimmedField(_l("Téléphone"), [REQUIRED, PHONE])
    street = TrimmedField(_l("Adresse"), [REQUIRED, Length(max=160)])
    street_more = TrimmedField(_l("Complément d’adresse"), [Optional(), Length(max=160)])
    postcode = CompactField(_l("Code postal"), [REQUIRED, check_postcode])
    city = TrimmedField(_l("Ville"), [REQUIRED, Length(max=80)])

    @property
    def chosen_kind(self) -> CustomerKind:
        return CustomerKind(self.kind.data)

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - WTForms' own signature
        """Ask an organisation for its name, and a company for its SIRET."""
        valid = bool(super().validate(extra_validators))
        if not self.kind.errors:
            valid = self._validate_company() and valid
        return valid

    def _validate_company(self) -> bool:
        kind, problems = self.chosen_kind, []
        if kind in WITH_COMPANY and not self.company.data:
            problems.append((self.company, _l("Écrivez le nom de l’organisme.")))
        if kind in WITH_SIRET and not siret_number.is_valid(self.siret.data or ""):
            problems.append(
                (self.siret, _l("Écrivez les 14 chiffres du SIRET ; ceux-ci ne vont pas ensemble."))
            )
        for field, sentence in problems:
            field.errors = [*field.errors, sentence]
        return not problems

    def fill(self, customer: CustomerDetails | None) -> None:
        """Show again what was answered before."""
        if customer is None:
            return
        street, *more = customer.address_lines or ("",)
        self.process(
            data={
                "form_key": self.form_key.data,
                "kind": customer.kind,
                "company": customer.company,
                "siret": customer.siret,
                "name": customer.name,
                "email": customer.email,
                "phone": customer.phone,
                "street": street,
                "street_more": more[0] if more else "",
                "postcode": customer.postcode,
                "city": customer.city,
            }
        )

    def to_customer(self, language: str) -> CustomerDetails:
        """Return the customer; what a person alone does not need is left out."""
        kind = self.chosen_kind
        lines = (self.street.data or "", self.street_more.data or "")
        return CustomerDetails(
            kind=kind,
            name=self.name.data or "",
            email=self.email.data or "",
            phone=self.phone.data or "",
            address_lines=tuple(line for line in lines if line),
            postcode=self.postcode.data or "",
            city=self.city.data or "",
            company=(self.company.data or "") if kind in WITH_COMPANY else "",
            siret=(self.siret.data or "") if kind in WITH_COMPANY else "",
            language=language,
        )


class DeliveryForm(ShopForm):
    """How the customer gets the order, and how it is paid."""

    delivery = RadioField(
        _l("Comment recevez-vous la commande ?"),
        choices=choices(DELIVERIES),
        default=DeliveryKind.PICK_UP,
    )
    street = TrimmedField(_l("Adresse de livraison"), [Optional(), Length(max=160)])
    postcode = CompactField(_l("Code postal de livraison"), [Optional(), check_postcode])
    city = TrimmedField(_l("Ville de livraison"), [Optional(), Length(max=80)])
    note = TextAreaField(_l("Une précision pour nous"), [Optional(), Length(max=500)])
    means = RadioField(
        _l("Comment payez-vous ?"),
        choices=choices(MEANS),
    )

    def offer(self, *, delivers: bool, means: list[PaymentMeans]) -> None:
        """Keep only the choices the school has today."""
        if not delivers:
            self.delivery.choices = choices(DELIVERIES[:1])
        self.means.choices = choices([choice for choice in MEANS if choice[0] in means])
        self.means.default = means[0]

    def fill(self, basket: BasketView) -> None:
        """Show again what was answered before, else the customer's own address."""
        known, customer = basket.delivery, basket.customer
        lines = (known or customer or NewDelivery()).address_lines
        self.process(
            data={
                "form_key": self.form_key.data,
                "delivery": known.kind if known else DeliveryKind.PICK_UP,
                "street": ", ".join(lines),
                "postcode": (known and known.postcode) or (customer and customer.postcode) or "",
                "city": (known and known.city) or (customer and customer.city) or "",
                "note": known.note if known else "",
                "means": basket.means or self.means.default,
            }
        )

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - WTForms' own signature
        """Ask for the whole address when the school is to deliver."""
        valid = bool(super().validate(extra_validators))
        if self.delivery.data != DeliveryKind.DELIVERY:
            return valid
        for field in (self.street, self.postcode, self.city):
            if not field.data and not field.errors:
                field.errors = [_l("Remplissez ce champ pour être livré.")]
                valid = False
        return valid

    def to_delivery(self) -> NewDelivery:
        kind = DeliveryKind(self.delivery.data)
        if kind is DeliveryKind.PICK_UP:
            return NewDelivery(kind=kind, note=self.note.data or "")
        return NewDelivery(
            kind=kind,
            address_lines=(self.street.data or "",),
            postcode=self.postcode.data or "",
            city=self.city.data or "",
            note=self.note.data or "",
        )

    def to_means(self) -> PaymentMeans:
        return PaymentMeans(self.means.data)


class CheckForm(ShopForm):
    """The last look before the order."""

    seen_total = HiddenField()
    terms = BooleanField(
        _l("J’ai lu et j’accepte les conditions générales de vente"),
        [DataRequired(_l("Cochez cette case pour commander."))],
    )

    @property
    def seen_cents(self) -> int:
        """Return the total the page showed; anything forged gives a total nothing costs."""
        typed = str(self.seen_total.data or "")
        return int(typed) if typed.isdecimal() and len(typed) < 12 else -1


class MessageForm(ShopForm):
    """A message to the school."""

    text = TextAreaField(
        _l("Votre message"),
        [
            DataRequired(_l("Écrivez votre message.")),
            Length(max=4000, message=_l("Ce texte est trop long : gardez 4000 caractères.")),
        ],
    )


class LinkForm(ShopForm):
    """A fresh link, asked for with the number of the order and its e-mail address."""

    reference = TrimmedField(_l("Numéro de commande"), [REQUIRED, Length(max=24)])
    email = TrimmedField(_l("Adresse e-mail de la commande"), [REQUIRED, Length(max=254)])
