"""The VAT regime of the school: chosen by a named person, from a day on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shop.kernel.actor import Section


class VatRegime(StrEnum):
    """Ordinary VAT, or one of the three reasons not to charge it."""

    STANDARD = "standard"
    FRANCHISE = "franchise"  # art. 293 B CGI
    NONPROFIT = "nonprofit"  # art. 261, 7-1° CGI
    TEACHING = "teaching"  # art. 261, 4-4° a CGI


@dataclass(frozen=True, slots=True, kw_only=True)
class VatChoice:
    """The regime of a section from a day on; `section` is None for the whole school.

    `mention` is the sentence printed on documents, `on_debits` the option to pay the
    tax on what is billed ("débits").
    """

    regime: VatRegime
    valid_from: date
    chosen_by: str
    section: Section | None = None
    mention: str = ""
    on_debits: bool = False

    @property
    def charges_vat(self) -> bool:
        return self.regime is VatRegime.STANDARD


MENTIONS = {
    VatRegime.STANDARD: "",
    VatRegime.FRANCHISE: (
        "TVA non applicable – franchise en base (art. L223-3 et s. du CIBS, ex-art. 293 B du CGI)"
    ),
    VatRegime.NONPROFIT: "Exonération de TVA, art. 261, 7-1° du CGI",
    VatRegime.TEACHING: "Exonération de TVA, art. 261, 4-4° a du CGI",
}
"""Wordings proposed when a regime is chosen; the chosen one is kept with the choice."""


def pick_choice(
    choices: list[VatChoice], at: date, section: Section | None = None
) -> VatChoice | None:
    """Return the choice that holds on that day: the section's own, else the school's."""
    begun = [choice for choice in choices if choice.valid_from <= at]
    for wanted in dict.fromkeys((section, None)):
        own = [choice for choice in begun if choice.section is wanted]
        if own:
            return max(own, key=lambda choice: choice.valid_from)
    return None
