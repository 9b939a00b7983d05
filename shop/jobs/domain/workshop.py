"""Where work is done and which steps wait for an adult."""

from collections.abc import Mapping

from shop.curriculum.domain.operations import list_machines

WORKSTATIONS: Mapping[str, str] = {
    "office": "Bureau d’étude",
    "saw": "Scie",
    "bench": "Établi",
    "drill": "Perceuse",
    "bender": "Plieuse",
    "welding": "Poste de soudage",
    "grinding": "Poste de meulage",
    "assembly": "Zone de montage",
    "paint": "Peinture",
    "handling": "Quai",
    "site": "Chantier",
    "reception": "Accueil",
    "bay": "Pont",
    "tyre_changer": "Démonte-pneu",
    "inflation": "Poste de gonflage",
    "balancer": "Équilibreuse",
    "storage": "Gardiennage",
}

# Study, welcome and reading change nothing that cannot be undone: they may begin before the
# talk with the teacher.
BEFORE_THE_STOP = frozenset({"ETU", "RECEIVE"})

# An adult looks before the work goes on: nothing is hidden by paint, no wheel leaves loose.
CONFIRMED_BY_TEACHER = frozenset({"CTL", "TORQUE"})


def workstation_label(code: str) -> str:
    """Return the French name of a workstation; what a teacher typed is kept as it is."""
    return WORKSTATIONS.get(code, code)


def clearance_label(machine: str) -> str:
    """Return the French name of a machine; what is unknown is shown as it is."""
    return dict(list_machines()).get(machine, machine)
