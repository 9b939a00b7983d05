"""Which steps are for adults, because students may be minors."""

from shop.fabrication.domain.dated import RuleSet


def adult_steps(heaviest_kg: float, fall_mm: float, rules: RuleSet) -> frozenset[str]:
    """Return the codes of the steps to keep for adults.

    What is lifted with a hoist is heavy; `fall_mm` is how far one can fall while fitting, zero on
    the ground.
    """
    steps: set[str] = set()
    if heaviest_kg > rules.number("safety.adult_lift"):
        steps.update(rules.choices("safety.adult_lift_steps"))
    if fall_mm >= rules.number("safety.adult_fall"):
        steps.update(rules.choices("safety.adult_fall_steps"))
    return frozenset(steps)
