"""How the suite is shared between two processes: by file, the long walks first."""

from xdist.scheduler import LoadScopeScheduling

WALKS = "tests/e2e/"


def is_on_postgresql(nodeid: str) -> bool:
    return nodeid.startswith(WALKS) and "[postgresql" in nodeid


class ByFile(LoadScopeScheduling):
    """Keep a file in one process, which prepares its ground once.

    All walks on PostgreSQL go to one process: filling that demonstration takes as long as a
    walk.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "walks on PostgreSQL" if is_on_postgresql(nodeid) else nodeid.partition("::")[0]
