"""Reading guides say the same as the tables of the workshops they explain."""

from shop.curriculum.domain.operations import OperationGuide, Section, list_operation_guides
from shop.fabrication.tables import starting_basis
from shop.tyres.domain.tables import read_table


def codes(guide: OperationGuide) -> tuple[set[str], set[str], str, bool]:
    return (
        {sign.code for sign in guide.protection},
        {sign.code for sign in guide.hazards},
        guide.machine or "",
        guide.adult_only,
    )


def test_metalwork_guides_agree_with_the_engine():
    guided = {guide.code: codes(guide) for guide in list_operation_guides(Section.METALWORK)}
    planned = {
        code: (set(found.ppe), set(found.hazards), found.machine, found.is_adult_only)
        for code, found in starting_basis().minutes.definitions.items()
    }

    assert guided == planned


def test_tyre_guides_agree_with_the_tyre_bay():
    guided = {guide.code: codes(guide) for guide in list_operation_guides(Section.TYRES)}
    planned = {
        row["code"]: (
            set(filter(None, row["ppe"].split("+"))),
            set(filter(None, row["hazards"].split("+"))),
            row["machine"],
            row["adult_only"] == "yes",
        )
        for row in read_table("operations")
    }

    assert guided == planned
