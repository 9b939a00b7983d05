"""Operations of the workshop: three reading levels, protection, machine, competencies."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache
from typing import Any

from shop.curriculum.domain.french import spoken
from shop.curriculum.domain.placeholders import Facts, fill, holes
from shop.curriculum.domain.signs import SafetySign, describe_signs
from shop.curriculum.domain.sources import read_table
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_


class ReadingLevel(IntEnum):
    """1: a picture and at most six words; 2: short sentences; 3: the words of the trade."""

    PICTURES = 1
    SENTENCES = 2
    WORKSHOP = 3


class Section(StrEnum):
    METALWORK = "metalwork"
    TYRES = "tyres"


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationGuide:
    """What a student reads, hears and wears for one operation code.

    `readings` lists, for each level, wordings from the richest to the one without any hole.
    `machine` is the clearance a student needs; an adult alone does what is `adult_only`.
    """

    code: str
    section: Section
    label: str
    verb: str
    readings: Mapping[ReadingLevel, tuple[str, ...]]
    competencies: tuple[str, ...]
    hazards: tuple[SafetySign, ...]
    protection: tuple[SafetySign, ...]
    machine: str | None
    adult_only: bool

    @property
    def picture(self) -> str:
        """Path of the pictogram under the static folder."""
        return f"curriculum/operations/{self.code}.svg"

    def reading(self, level: ReadingLevel, facts: Facts) -> str:
        """Return the richest wording of this level that the facts can fill."""
        known = {name for name, value in facts.items() if value not in ("", 0)}
        for wording in self.readings[level]:
            if holes(wording) <= known:
                return fill(wording, facts)
        raise AssertionError(self.code)  # the last wording has no hole: a test reads them all

    def read_aloud(self, level: ReadingLevel, facts: Facts) -> str:
        """Return the same wording for a reading voice: numbers in words, units in full."""
        return spoken(self.reading(level, facts))


@cache
def _guides() -> Mapping[str, OperationGuide]:
    return {row["code"]: _guide(row) for row in read_table("operations")["operations"]}


def list_operation_guides(section: Section | None = None) -> tuple[OperationGuide, ...]:
    """Return the guides in workshop order, of one section or of all."""
    return tuple(guide for guide in _guides().values() if section in (None, guide.section))


def find_operation_guide(code: str) -> OperationGuide | None:
    """Return the guide of an operation code, or None for a code the school added."""
    return _guides().get(code)


def get_operation_guide(code: str) -> OperationGuide:
    """Return the guide of an operation code."""
    guide = find_operation_guide(code)
    if guide is None:
        raise NotFound(N_("Cette opération n’a pas de fiche de lecture."))
    return guide


def machine_in_a_sentence(machine: str) -> str:
    """Return the French name of a machine with its article: `la scie`."""
    return str(read_table("operations")["machines_in_a_sentence"][machine])


def list_machines() -> tuple[tuple[str, str], ...]:
    """Return (code, French name) of every machine a student may be cleared for."""
    return tuple(read_table("operations")["machines"].items())


def _guide(row: Mapping[str, Any]) -> OperationGuide:
    return OperationGuide(
        code=row["code"],
        section=Section(row["section"]),
        label=row["label"],
        verb=row["verb"],
        readings={
            ReadingLevel(int(level)): tuple(found) for level, found in row["readings"].items()
        },
        competencies=tuple(row["competencies"]),
        hazards=describe_signs(row["hazards"]),
        protection=describe_signs(row["ppe"]),
        machine=row["machine"],
        adult_only=row["adult_only"],
    )
