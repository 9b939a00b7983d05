"""What the demonstration says of itself in the terminal."""

from shop.demonstration.accounts import COLLEAGUES, CUSTOMER, PASSWORD, PIN
from shop.kernel.actor import Role, Section

ROLES = {
    Role.OFFICE: "secrétariat",
    Role.WORKSHOP_TEACHER: "maître professionnel",
    Role.GENERAL_TEACHER: "enseignement général",
    Role.DIRECTOR: "direction",
    Role.ADMIN: "administration",
}
SECTIONS = {Section.METALWORK: "métallerie", Section.TYRES: "pneus"}


def introduction(address: str) -> str:
    """Return the address to open, who can sign in and with what."""
    return "\n".join(
        (
            "",
            f"  La boutique est ouverte : {address}",
            f"  In English              : {address}/en/",
            f"  Courriels envoyés       : {address}/demo/courriels",
            f"  Qui peut se connecter   : {address}/demo",
            "",
            *_people(),
            "",
            "  Ctrl-C arrête tout.",
            "",
        )
    )


def _people() -> list[str]:
    """Return one line a person, the address first."""
    email, name = CUSTOMER
    known = [(one.email, one.name, _role(one.role, one.sections)) for one in COLLEAGUES]
    known.append((email, name, "cliente"))
    wide, long = (max(len(person[column]) for person in known) for column in (0, 1))
    lines = [f"    {email:{wide}}  {name:{long}}  {role}" for email, name, role in known]
    return [
        *lines,
        f"    Mot de passe de tous : {PASSWORD}",
        f"    Code des élèves sur la tablette de l’atelier : {PIN}",
    ]


def _role(role: Role, sections: tuple[Section, ...]) -> str:
    own = f", {SECTIONS[sections[0]]}" if len(sections) == 1 else ""
    return f"{ROLES[role]}{own}"
