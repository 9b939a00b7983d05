"""Forms of signing in, of people and of groups."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import DataRequired, Email, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from shop.kernel.actor import Role, Section
from shop.web.forms import NumberField, ShopForm, TrimmedField, choices

REQUIRED = DataRequired(_l("Remplissez ce champ."))
ADDRESS = [
    REQUIRED,
    Length(max=254),
    Email(_l("Écrivez une adresse e-mail, comme nom@exemple.fr.")),
]
STAFF_ROLE_LABELS = [
    (Role.OFFICE, _l("Secrétariat")),
    (Role.WORKSHOP_TEACHER, _l("Maître professionnel")),
    (Role.GENERAL_TEACHER, _l("Enseignement général")),
    (Role.DIRECTOR, _l("Direction")),
    (Role.ADMIN, _l("Administration")),
]
SECTION_LABELS = [
    (Section.METALWORK, _l("Métallerie")),
    (Section.TYRES, _l("Pneus et Services")),
]
READING_LEVELS = [
    ("1", _l("1 : des images et peu de mots")),
    ("2", _l("2 : des phrases courtes")),
    ("3", _l("3 : les mots du métier")),
]


class LinkForm(ShopForm):
    """The address to send a sign-in link to."""

    email = TrimmedField(_l("Adresse e-mail"), ADDRESS)


class PasswordForm(ShopForm):
    """An address and its password."""

    next = HiddenField()
    email = TrimmedField(_l("Adresse e-mail"), ADDRESS)
    password = PasswordField(_l("Mot de passe"), [REQUIRED, Length(max=200)])


class NewPasswordForm(ShopForm):
    """A password one chooses; the present one is asked when there is one."""

    current = PasswordField(_l("Mot de passe actuel"), [Optional(), Length(max=200)])
    password = PasswordField(_l("Nouveau mot de passe"), [REQUIRED, Length(max=200)])


class InvitationForm(ShopForm):
    """A code received, and the password chosen with it."""

    code = TrimmedField(_l("Code reçu"), [REQUIRED, Length(max=40)])
    password = PasswordField(_l("Nouveau mot de passe"), [REQUIRED, Length(max=200)])


class CodeForm(ShopForm):
    """The code a telephone shows, or a recovery code."""

    code = TrimmedField(_l("Code"), [REQUIRED, Length(max=40)])


class TabletForm(ShopForm):
    """What the school calls a tablet."""

    name = TrimmedField(_l("Nom de la tablette"), [REQUIRED, Length(max=60)])


class PinForm(ShopForm):
    """A student's PIN."""

    next = HiddenField()
    pin = PasswordField(_l("Mon code"), [REQUIRED, Length(max=8)])


class StaffEditForm(ShopForm):
    """A person who works at the school."""

    name = TrimmedField(_l("Nom"), [REQUIRED, Length(max=120)])
    role = SelectField(_l("Rôle"), choices=choices(STAFF_ROLE_LABELS), coerce=Role)
    sections = SelectMultipleField(
        _l("Ateliers"),
        [Optional()],
        choices=choices(SECTION_LABELS),
        coerce=Section,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


class StaffForm(StaffEditForm):
    """A new person, with the address that will stay."""

    email = TrimmedField(_l("Adresse e-mail"), ADDRESS)


class GroupForm(ShopForm):
    """A student group of a school year."""

    name = TrimmedField(_l("Nom du groupe"), [REQUIRED, Length(max=60)])
    section = RadioField(_l("Atelier"), [REQUIRED], choices=choices(SECTION_LABELS), coerce=Section)
    school_year = SelectField(_l("Année scolaire"))

    def offer_years(self, today: date) -> None:
        """Offer the school year in hand and the next one."""
        first = today.year if today.month >= 7 else today.year - 1
        years = [f"{year}-{year + 1}" for year in (first, first + 1)]
        self.school_year.choices = choices((year, year) for year in years)


class AddStudentsForm(ShopForm):
    """How many students come, and when they leave."""

    count = NumberField(
        _l("Nombre d’élèves"),
        validators=[
            InputRequired(_l("Écrivez un nombre.")),
            NumberRange(1, 41, _l("Écrivez un nombre entre 1 et 41.")),
        ],
    )
    leaves_on = DateField(_l("Date de départ"), [REQUIRED])


class StudentForm(ShopForm):
    """How a student reads, and when the student leaves."""

    reading_level = RadioField(_l("Niveau de lecture"), choices=choices(READING_LEVELS))
    simple_text = BooleanField(_l("Textes simplifiés dans les exercices"))
    leaves_on = DateField(_l("Date de départ"), [REQUIRED])


class ClearanceForm(ShopForm):
    """A machine and the last day a student may use it."""

    machine = SelectField(_l("Machine"), [REQUIRED])
    valid_until = DateField(_l("Jusqu’au"), [REQUIRED])
