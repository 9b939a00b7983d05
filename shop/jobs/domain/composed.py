"""The draft of a card whose family has no engine yet: the teacher composes it."""

from collections.abc import Sequence

from shop.catalogue.domain import Family, section_of
from shop.curriculum.domain.operations import OperationGuide, find_operation_guide
from shop.jobs.domain.content import CardContent, CardOperation, Demander
from shop.jobs.domain.learning import (
    METALWORK_ROLES,
    TRANSFERS,
    TYRE_ROLES,
    competencies_for,
    questions_for,
)
from shop.jobs.domain.workshop import BEFORE_THE_STOP, CONFIRMED_BY_TEACHER
from shop.kernel.actor import Section

METALWORK_ROUTE = ("ETU", "DEB", "EBA", "TRA", "POI", "SOU135", "MEU", "CTL", "PRE", "PEI", "MAN")
TYRE_ROUTE = ("RECEIVE", "INSPECT", "TORQUE", "ROADWORTHY")
WORKSTATION_OF = {
    "ETU": "office",
    "DEB": "saw",
    "EBA": "bench",
    "TRA": "bench",
    "PER": "drill",
    "CIN": "bender",
    "POI": "welding",
    "SOU135": "welding",
    "SOU135A4": "welding",
    "SOU141": "welding",
    "MEU": "grinding",
    "CTL": "assembly",
    "PRE": "paint",
    "PEI": "paint",
    "FER": "assembly",
    "MAN": "handling",
    "POS": "site",
    "RECEIVE": "reception",
    "TYRE_OFF": "tyre_changer",
    "TYRE_ON": "tyre_changer",
    "INFLATE": "inflation",
    "BALANCE": "balancer",
    "STORE": "storage",
    "RECYCLE": "storage",
}


def blank(family: Family, *, title: str, demander: Demander, quantity: int = 1) -> CardContent:
    """Return a draft with the usual steps of the section and no minutes: the teacher fills it."""
    section = section_of(family)
    is_tyres = section is Section.TYRES
    operations = _chain(TYRE_ROUTE if is_tyres else METALWORK_ROUTE)
    return CardContent(
        family=family,
        section=section,
        title=title,
        demander=demander,
        quantity=quantity,
        purpose=f"Le client est {demander.label}.",
        operations=operations,
        competencies=competencies_for(operations),
        questions=questions_for(family),
        roles=TYRE_ROLES if is_tyres else METALWORK_ROLES,
        transfer=TRANSFERS.get(family, ""),
        words={"product": title},
    )


def _chain(codes: Sequence[str]) -> tuple[CardOperation, ...]:
    operations: list[CardOperation] = []
    for place, code in enumerate(codes, start=1):
        before = (operations[-1].key,) if operations else ()
        operations.append(operation_of(code, key=f"{place * 10:03d}-{code}", after=before))
    return tuple(operations)


def operation_of(code: str, *, key: str, after: tuple[str, ...] = ()) -> CardOperation:
    """Return a step with what the workshop always knows of this code; minutes stay to be set.

    A code without guide gives a plain step named after itself.
    """
    guide = find_operation_guide(code)
    return CardOperation(
        key=key,
        code=code,
        label=guide.label if guide else code,
        minutes=0,
        workstation=WORKSTATION_OF.get(code, "bay" if _is_tyres(guide) else "bench"),
        machine=(guide.machine or "") if guide else "",
        adult_only=guide.adult_only if guide else False,
        ppe=tuple(sign.code for sign in guide.protection) if guide else (),
        hazards=tuple(sign.code for sign in guide.hazards) if guide else (),
        after=after,
        behind_stop=code not in BEFORE_THE_STOP,
        needs_teacher=code in CONFIRMED_BY_TEACHER,
    )


def _is_tyres(guide: OperationGuide | None) -> bool:
    return guide is not None and guide.section.value == Section.TYRES.value
