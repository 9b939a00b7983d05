"""What the engine says about a wish: in words, with the rule, its source and the way out."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from shop.fabrication.domain.codec import Data
from shop.kernel.text import N_

ASK_FOR_A_QUOTE = N_("Demandez un devis : nous étudions votre projet avec vous.")


class Level(StrEnum):
    """REFUSE: nothing can be computed. QUOTE: a person prices it. ESTIMATE: not firm yet."""

    REFUSE = "refuse"
    QUOTE = "quote"
    ESTIMATE = "estimate"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Data):
    """One remark; `message` and `what_to_do` are French sentences to translate, then fill."""

    level: Level
    code: str
    field: str | None
    message: str
    params: Mapping[str, str] = dataclasses.field(default_factory=dict)
    source: str = ""
    what_to_do: str = ""

    @property
    def sentence(self) -> str:
        """Return the French sentence with its values."""
        return self.message % self.params if self.params else self.message


def has_level(findings: tuple[Finding, ...], level: Level) -> bool:
    """Tell whether a remark of exactly this level is among them."""
    return any(finding.level is level for finding in findings)
