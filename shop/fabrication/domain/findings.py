"""What the engine says about a wish: in words, with the rule, its source and the way out."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from shop.fabrication.domain.codec import Data
from shop.kernel.text import N_

ASK_FOR_A_QUOTE = N_("Demandez un devis : nous étudions votre projet avec vous.")
WORKSHOP_HABIT = N_("habitude d’atelier")
WE_MEASURE = N_("Nous venons mesurer avant de fabriquer.")


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


@dataclass(frozen=True, slots=True)
class Remarks:
    """Makes the findings of one family, whose key begins every code.

    What rests on no text is the habit of the workshop; only advice needs no source.
    """

    family: str

    def refuse(
        self,
        code: str,
        field: str,
        message: str,
        source: str = WORKSHOP_HABIT,
        params: Mapping[str, str] | None = None,
        what_to_do: str = ASK_FOR_A_QUOTE,
    ) -> Finding:
        """Return that nothing can be made of the wish as it stands."""
        return self._finding(Level.REFUSE, code, field, message, source, params, what_to_do)

    def quote(
        self,
        code: str,
        field: str | None,
        message: str,
        source: str = WORKSHOP_HABIT,
        params: Mapping[str, str] | None = None,
    ) -> Finding:
        """Return that a person must price the wish."""
        return self._finding(Level.QUOTE, code, field, message, source, params, ASK_FOR_A_QUOTE)

    def estimate(
        self,
        code: str,
        field: str,
        message: str,
        source: str = WORKSHOP_HABIT,
        params: Mapping[str, str] | None = None,
    ) -> Finding:
        """Return that the price is firm only once the school has measured."""
        return self._finding(Level.ESTIMATE, code, field, message, source, params, WE_MEASURE)

    def advise(
        self,
        code: str,
        message: str,
        source: str = "",
        params: Mapping[str, str] | None = None,
    ) -> Finding:
        """Return what the customer should know; it changes nothing of the sale."""
        return self._finding(Level.ADVICE, code, None, message, source, params, "")

    def _finding(
        self,
        level: Level,
        code: str,
        field: str | None,
        message: str,
        source: str,
        params: Mapping[str, str] | None,
        what_to_do: str,
    ) -> Finding:
        return Finding(
            level=level,
            code=f"{self.family}.{code}",
            field=field,
            message=message,
            params=params or {},
            source=source,
            what_to_do=what_to_do,
        )
