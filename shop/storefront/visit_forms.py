"""Forms of a tyre visit: services, vehicle, slot."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from shop.kernel.clock import paris_day
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.orders.domain import PaymentMeans
from shop.orders.withdrawal import EARLY_SERVICE
from shop.tyres.domain.services import TyreService
from shop.tyres.domain.vehicles import HIGHEST_ODOMETER_KM, RimKind, Vehicle
from shop.web.forms import NumberField, ShopForm, TrimmedField
from shop.web.language import current_language

OLDEST_YEAR, LATEST_YEAR = 1950, 2030


def _kinds() -> dict[str, str]:
    return {"car": _("Voiture"), "van": _("Utilitaire, camionnette")}


def _rims() -> dict[str, str]:
    return {
        RimKind.UNKNOWN.value: _("Je ne sais pas"),
        RimKind.ALLOY.value: _("Aluminium"),
        RimKind.STEEL.value: _("Tôle, avec ou sans enjoliveur"),
    }


def _means() -> dict[str, str]:
    return {
        PaymentMeans.CARD.value: _("Par carte, maintenant"),
        PaymentMeans.ON_SITE.value: _("Sur place, après le travail"),
    }


class ServicesForm(ShopForm):
    """One quantity a service; the fields are made from the price list."""

    codes: tuple[str, ...] = ()

    def to_quantities(self) -> dict[str, int]:
        return {code: int(self[code].data or 0) for code in self.codes}


def services_form(
    services: Sequence[TyreService], chosen: Mapping[str, int] | None = None
) -> ServicesForm:
    """Make the form of a price list, with what is already chosen."""
    language = current_language()
    fields: dict[str, object] = {"codes": tuple(service.code for service in services)}
    for service in services:
        fields[service.code] = SelectField(
            service.label.in_language(language),
            choices={str(n): str(n) for n in range(service.largest_quantity + 1)},
            default=str((chosen or {}).get(service.code, 0)),
        )
    made = type("PricedServicesForm", (ServicesForm,), fields)
    return cast("ServicesForm", made())


class VehicleForm(ShopForm):
    """The vehicle, as its keeper knows it."""

    plate = TrimmedField(
        _l("Plaque d’immatriculation"),
        validators=[InputRequired(_l("Écrivez la plaque du véhicule.")), Length(max=40)],
    )
    is_foreign_plate = BooleanField(_l("C’est une plaque étrangère"))
    make = TrimmedField(_l("Marque"), validators=[Length(max=40)])
    model = TrimmedField(_l("Modèle"), validators=[Length(max=40)])
    year = NumberField(_l("Année"), validators=[Optional(), NumberRange(OLDEST_YEAR, LATEST_YEAR)])
    kind = RadioField(_l("Type de véhicule"), choices=_kinds, default="car")
    is_electric = BooleanField(_l("Voiture électrique ou hybride rechargeable"))
    tyre_front = TrimmedField(_l("Dimension des pneus"), validators=[Length(max=200)])
    tyre_rear = TrimmedField(
        _l("Dimension des pneus arrière, si elle est différente"), validators=[Length(max=200)]
    )
    rims = RadioField(_l("Jantes"), choices=_rims, default=RimKind.UNKNOWN.value)
    has_tpms = BooleanField(_l("Un voyant surveille la pression des pneus"))
    has_locking_nuts = BooleanField(_l("Les roues ont un antivol"))
    odometer_km = NumberField(
        _l("Kilométrage"), validators=[Optional(), NumberRange(0, HIGHEST_ODOMETER_KM)]
    )

    def fill(self, vehicle: Vehicle) -> None:
        """Show a vehicle already given."""
        for name in ("plate", "is_foreign_plate", "make", "model", "year", "is_electric"):
            self[name].data = getattr(vehicle, name)
        for name in ("tyre_front", "tyre_rear", "has_tpms", "has_locking_nuts", "odometer_km"):
            self[name].data = getattr(vehicle, name)
        self.kind.data = "van" if vehicle.is_van else "car"
        self.rims.data = vehicle.rims.value

    def to_vehicle(self) -> Vehicle:
        return Vehicle(
            plate=str(self.plate.data),
            is_foreign_plate=bool(self.is_foreign_plate.data),
            make=str(self.make.data or ""),
            model=str(self.model.data or ""),
            year=None if self.year.data is None else int(self.year.data),
            is_van=self.kind.data == "van",
            is_electric=bool(self.is_electric.data),
            tyre_front=str(self.tyre_front.data or ""),
            tyre_rear=str(self.tyre_rear.data or ""),
            rims=RimKind(self.rims.data),
            has_tpms=bool(self.has_tpms.data),
            has_locking_nuts=bool(self.has_locking_nuts.data),
            odometer_km=None if self.odometer_km.data is None else int(self.odometer_km.data),
        )


class SlotForm(ShopForm):
    """The start chosen among the buttons of the page."""

    starts_at = TrimmedField(_l("Créneau"))

    def to_start(self) -> datetime:
        """Return the instant of the button pressed; refused when it is none of ours."""
        try:
            start = datetime.fromisoformat(str(self.starts_at.data))
            paris_day(start)  # refuses an instant without time zone or at the end of time
            return start
        except (ValueError, OverflowError):
            raise Refusal(N_("Choisissez un créneau de la liste."), field="starts_at") from None


class OrderForm(ShopForm):
    """The last look before the order: how it is paid, what is agreed to."""

    seen_total = HiddenField()
    means = RadioField(_l("Comment payez-vous ?"), choices=_means)
    early = BooleanField(_l(EARLY_SERVICE))
    terms = BooleanField(
        _l("J’ai lu et j’accepte les conditions générales de vente"),
        validators=[InputRequired(_l("Cochez cette case pour commander."))],
    )

    def offer(self, means: Sequence[PaymentMeans], *, asks_early: bool) -> None:
        """Keep the ways of paying the school has, and the sentence when it is needed."""
        labels = _means()
        kept = [choice for choice in means if choice.value in labels]
        self.means.choices = {choice.value: labels[choice.value] for choice in kept}
        if self.means.data is None:
            self.means.data = kept[0].value
        if not asks_early:
            del self.early

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - as WTForms
        valid = bool(super().validate(extra_validators))
        if "early" in self and not self.early.data:
            self.early.errors = [_("Cochez cette case pour venir si tôt.")]
            return False
        return valid

    @property
    def seen_cents(self) -> int:
        """Return the total the page showed; anything forged gives a total nothing costs."""
        typed = str(self.seen_total.data or "")
        return int(typed) if typed.isdecimal() and typed.isascii() and len(typed) < 12 else -1

    def to_means(self) -> PaymentMeans:
        return PaymentMeans(self.means.data)

    def to_agreed_sentences(self) -> tuple[str, ...]:
        """Return the sentences ticked, word for word as they were shown."""
        fields = [self.terms, *([self.early] if "early" in self else [])]
        return tuple(str(field.label.text) for field in fields)


def step_names() -> list[str]:
    """Return the names of the steps of a visit, in order."""
    return [_("Prestations"), _("Véhicule"), _("Créneau"), _("Vous"), _("Vérifier")]
