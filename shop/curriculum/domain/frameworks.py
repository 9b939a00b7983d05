"""Competency frameworks: versioned lists, each one saying whether it was checked on its source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from shop.curriculum.domain.sources import read_rows
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Competency:
    """One item of a framework (a CFItem in 1EdTech CASE)."""

    code: str
    statement: str
    framework: str
    block: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A named part of a framework; its own code may serve as a competency when it has none."""

    code: str
    title: str
    competencies: tuple[Competency, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """A competency framework; `verified` is false until its official text was imported."""

    code: str
    title: str
    source: str
    status: str
    kind: str
    note: str
    verified: bool
    blocks: tuple[Block, ...]

    def competencies(self) -> tuple[Competency, ...]:
        return tuple(found for block in self.blocks for found in block.competencies)


@cache
def list_frameworks() -> tuple[Framework, ...]:
    """Return every framework shipped with the shop, verified or not."""
    return tuple(_framework(row) for row in read_rows("frameworks"))


def get_framework(code: str) -> Framework:
    """Return one framework by its code."""
    for framework in list_frameworks():
        if framework.code == code:
            return framework
    raise NotFound(N_("Ce référentiel n’existe pas."))


@cache
def _competencies() -> Mapping[str, Competency]:
    """Index by code. The first framework that carries a code wins: codes are local."""
    found: dict[str, Competency] = {}
    for framework in list_frameworks():
        for competency in framework.competencies():
            found.setdefault(competency.code, competency)
        for block in framework.blocks:
            found.setdefault(block.code, _as_competency(framework, block))
    return found


def find_competency(code: str) -> Competency | None:
    """Return the competency, or the block when a programme is coded by blocks (PC-PRE)."""
    return _competencies().get(code)


def describe_competencies(codes: Iterable[str]) -> tuple[Competency, ...]:
    """Return the known competencies in the order asked, unknown codes left out."""
    return tuple(found for code in codes if (found := find_competency(code)))


def _framework(row: Mapping[str, Any]) -> Framework:
    return Framework(
        code=row["code"],
        title=row["title"],
        source=row["source"],
        status=row["status"],
        kind=row["kind"],
        note=row["note"],
        verified=row["verified"],
        blocks=tuple(_block(row["code"], block) for block in row["blocks"]),
    )


def _block(framework: str, row: Mapping[str, Any]) -> Block:
    return Block(
        code=row["code"],
        title=row["title"],
        competencies=tuple(
            Competency(
                code=item["code"],
                statement=item["title"],
                framework=framework,
                block=row["code"],
                verified=item["verified"],
            )
            for item in row["competences"]
        ),
    )


def _as_competency(framework: Framework, block: Block) -> Competency:
    return Competency(
        code=block.code,
        statement=block.title,
        framework=framework.code,
        block=block.code,
        verified=framework.verified,
    )
