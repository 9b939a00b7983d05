"""Forms of the calendar of the school."""

from datetime import date, time

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, TimeField
from wtforms.validators import InputRequired, Length

from shop.planning.domain.calendar import ClosedPeriod, ClosureKind
from shop.web.forms import NumberField, ShopForm, TrimmedField, choices

A_DAY = InputRequired(_l("Choisissez un jour."))
AN_HOUR = InputRequired(_l("Écrivez une heure, par exemple 13:30."))
WEEKDAYS = (
    _l("lundi"),
    _l("mardi"),
    _l("mercredi"),
    _l("jeudi"),
    _l("vendredi"),
    _l("samedi"),
    _l("dimanche"),
)
CLOSURES = (
    (ClosureKind.CLOSURE, _l("Fermeture de l’école")),
    (ClosureKind.SCHOOL_HOLIDAY, _l("Vacances scolaires")),
)


class ClosureForm(ShopForm):
    """Days without workshop."""

    label = TrimmedField(
        _l("Raison"),
        [InputRequired(_l("Écrivez la raison, par exemple « Pont ».")), Length(max=80)],
    )
    kind = SelectField(_l("Genre"), choices=choices(CLOSURES))
    first_day = DateField(_l("Premier jour"), [A_DAY])
    last_day = DateField(_l("Dernier jour"), [A_DAY])

    def to_period(self) -> ClosedPeriod:
        first, last = self.first_day.data, self.last_day.data
        assert isinstance(first, date) and isinstance(last, date)  # noqa: S101 - validated
        return ClosedPeriod(
            first_day=first,
            last_day=last,
            label=str(self.label.data),
            kind=ClosureKind(self.kind.data),
        )


class SessionForm(ShopForm):
    """Weekly hours of a group; the groups are those of the school."""

    group = SelectField(_l("Groupe"), coerce=int)
    weekday = SelectField(
        _l("Jour"), coerce=int, choices=choices([(str(n), name) for n, name in enumerate(WEEKDAYS)])
    )
    starts = TimeField(_l("De"), [AN_HOUR])
    ends = TimeField(_l("À"), [AN_HOUR])

    def to_hours(self) -> tuple[time, time]:
        starts, ends = self.starts.data, self.ends.data
        assert isinstance(starts, time) and isinstance(ends, time)  # noqa: S101 - validated
        return starts, ends


class UnitsForm(ShopForm):
    """How many units of a resource work."""

    units = NumberField(_l("Nombre"), [InputRequired(_l("Écrivez un nombre de 0 à 20."))])
