"""Safety signs of ISO 7010: what must be worn (M) and what may hurt (W)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from shop.curriculum.domain.sources import read_rows


class SignKind(StrEnum):
    MANDATORY = "mandatory"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetySign:
    """One sign; `label` is what the reading voice says and what stands beside the picture.

    A warning that names its danger has the `harm` it may do (« se couper ») and one `measure`
    that keeps it away.
    """

    code: str
    kind: SignKind
    label: str
    harm: str = ""
    measure: str = ""

    @property
    def picture(self) -> str:
        """Path of the drawing under the static folder."""
        return f"curriculum/signs/{self.code}.svg"


@cache
def _signs() -> Mapping[str, SafetySign]:
    return {
        row["code"]: SafetySign(**{**row, "kind": SignKind(row["kind"])})
        for row in read_rows("signs")
    }


def list_signs() -> tuple[SafetySign, ...]:
    """Return every sign this shop can draw, obligations first."""
    return tuple(_signs().values())


def describe_signs(codes: Iterable[str]) -> tuple[SafetySign, ...]:
    """Return the signs of these codes without repeats, in the order of the wall panel."""
    wanted = frozenset(codes)
    return tuple(sign for sign in list_signs() if sign.code in wanted)
