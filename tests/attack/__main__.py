"""`./dev attack`: start a demonstration on this machine and try to break it, in under a minute."""

import sys
import tempfile
import time
from pathlib import Path

from tests.attack import probes
from tests.attack.ground import Ground, stand_up


def main() -> int:
    """Run every probe, print a line for each, and return 1 when one got through."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, stand_up(Path(folder)) as ground:
        held = [_run(name, probe, ground) for name, probe in probes.ALL]
    print(f"\n{sum(held)} of {len(held)} attacks resisted in {time.monotonic() - started:.0f} s")
    return 0 if all(held) else 1


def _run(name: str, probe: probes.Probe, ground: Ground) -> bool:
    try:
        saw = probe(ground)
    except AssertionError as broken:
        print(f"  GOT THROUGH  {name}: {broken}")
        return False
    print(f"  resisted     {name}: {saw}")
    return True


if __name__ == "__main__":
    sys.exit(main())
