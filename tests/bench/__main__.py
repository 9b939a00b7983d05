"""`./dev bench`: what the shop costs, beside a bare page, in the same run."""

import logging
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from tests.bench import ground, scenarios
from tests.bench.cutting import measure_cutting
from tests.bench.drawing import measure_drawing
from tests.bench.measure import Cost, measure
from tests.bench.served import Served, serve
from tests.bench.visitor import Visitor

BUDGETS = tomllib.loads((Path(__file__).parents[1] / "budgets.toml").read_text())
OK = 200
FROM_FEW_TO_MANY = "100,000 orders × 100"


def main() -> int:
    """Measure everything, print one table, and say which budgets are exceeded."""
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare_costs = _measure_bare(folder)
        costs, facts = _measure_shop(folder)
        facts |= _measure_flatness(folder)
        facts |= _measure_orders(folder)
    facts |= measure_cutting()
    facts |= measure_drawing()
    _print(bare_costs, costs, facts)
    exceeded = [line for line, good in verdicts(bare_costs, costs, facts) if not good]
    print("\nOver budget: " + "; ".join(exceeded) if exceeded else "\nEvery budget is kept.")
    return 1 if exceeded else 0


def _measure_bare(folder: Path) -> dict[str, Cost]:
    keys = {"BARE_DATABASE_URL": f"sqlite:///{folder / 'bare.sqlite3'}"}
    subprocess.run(
        [sys.executable, "-m", "tests.bench.bare"], env={**os.environ, **keys}, check=True
    )
    with serve("tests.bench.bare:app", keys) as served:
        visitor = Visitor(served.address)
        return {
            "list": measure(served, "bare list", lambda n: _ok(visitor.get(f"/?n={n}").status)),
            "product": measure(
                served, "bare product", lambda n: _ok(visitor.get(f"/p/{n % 24 + 1}").status)
            ),
            "visit": measure(
                served,
                "bare visit",
                lambda n: _bare_visit(Visitor(served.address), n),
                times=20,
                requests=5,
            ),
        }


def _bare_visit(visitor: Visitor, number: int) -> None:
    key = number % 24 + 1
    visitor.get("/")
    visitor.get(f"/p/{key}")
    visitor.get(f"/p/{key}")
    _ok(visitor.post(f"/order/{key}", {}).status)


def _measure_shop(folder: Path) -> tuple[dict[str, Cost], dict[str, float]]:
    keys = ground.prepare(folder)
    with serve("shop.app:create_app()", keys) as served:
        costs = {
            name: measure(served, name, act, times=times, requests=requests)
            for name, act, times, requests in scenarios.all_of(served)
        }
        facts: dict[str, float] = {"megabytes per worker": served.megabytes_per_worker()}
        facts |= scenarios.first_view(served)
        return costs, facts


def _measure_flatness(folder: Path) -> dict[str, float]:
    """Compare the list of 24 products with the last page of 10,000."""
    long = folder / "long"
    long.mkdir()
    keys = ground.prepare(long, products=10_000)
    with serve("shop.app:create_app()", keys) as served:
        return {"last page of 10,000 products, CPU ms": _last_page(served).cpu_ms}


def _measure_orders(folder: Path) -> dict[str, float]:
    """Compare the office's pages on 100 orders with the same on 100,000, in times."""
    costs: dict[int, dict[str, float]] = {}
    for count in (100, 100_000):
        place = folder / f"orders-{count}"
        place.mkdir()
        with serve("shop.app:create_app()", ground.prepare(place, orders=count)) as served:
            costs[count] = {
                name: measure(served, name, act, times=times).cpu_ms
                for name, act, times, _ in scenarios.orders_of_office(served)
            }
    few, many = costs[100], costs[100_000]
    return {f"{FROM_FEW_TO_MANY}, {name}": many[name] / few[name] for name in few}


def _last_page(served: Served) -> Cost:
    visitor = scenarios.known_visitor(served)
    return measure(
        served,
        "last page",
        lambda n: _ok(visitor.get(f"/familles/rayonnages?suite={9_970 + n % 5}").status),
    )


def verdicts(
    bare_costs: dict[str, Cost], costs: dict[str, Cost], facts: dict[str, float]
) -> list[tuple[str, bool]]:
    """Return each budget in words and whether it is kept."""
    speed = bare_costs["list"].cpu_ms / BUDGETS["cpu_ms"]["bare_list_ms"]
    found = []
    for kind in ("list", "product"):
        ratio = costs[f"{kind}, kept"].cpu_ms / bare_costs[kind].cpu_ms
        found.append((f"{kind} at {ratio:.2f} × bare", ratio <= BUDGETS["cpu"][kind]))
    for name, cost in costs.items():
        most = BUDGETS["cpu_ms"].get(name.partition(",")[0])
        if most is not None:
            scaled = cost.cpu_ms / speed
            found.append((f"{name} at {scaled:.1f} ms", scaled <= most))
    most = BUDGETS["wait_ms"]["preview"]
    waited = max(cost.p95_ms for name, cost in costs.items() if name.startswith("preview"))
    found.append((f"slowest preview within {waited:.0f} ms at p95", waited <= most))
    flat = facts["last page of 10,000 products, CPU ms"] / costs["list, made anew"].cpu_ms
    found.append((f"last page at {flat:.2f} × the first", flat <= BUDGETS["flatness"]["most"]))
    for name, ratio in facts.items():
        if name.startswith(FROM_FEW_TO_MANY):
            kept = ratio <= BUDGETS["flatness"]["most"]
            found.append((f"{name.partition(', ')[2]} at {ratio:.2f} × for 100,000 orders", kept))
    memory, view = facts["megabytes per worker"], facts["first view, bytes"]
    found.append((f"{memory:.0f} MB a worker", memory <= BUDGETS["memory"]["megabytes_per_worker"]))
    found.append((f"{view:.0f} bytes of first view", view <= BUDGETS["bytes"]["first_view"]))
    found.append(
        (f"{facts['first view, requests']:.0f} requests", facts["first view, requests"] <= 8)
    )
    return found


def _print(bare_costs: dict[str, Cost], costs: dict[str, Cost], facts: dict[str, float]) -> None:
    base = bare_costs["list"].cpu_ms
    print(f"{'':32}{'CPU ms':>9}{'× bare list':>13}{'p95 ms':>9}{'requests/s':>12}")
    for cost in (*bare_costs.values(), *costs.values()):
        ratio = cost.cpu_ms / base
        print(
            f"{cost.name:32}{cost.cpu_ms:9.2f}{ratio:13.2f}{cost.p95_ms:9.1f}{cost.per_second:12.0f}"
        )
    for name, value in facts.items():
        print(f"{name:44}{value:12,.2f}")


def _ok(status: int) -> None:
    if status != OK:
        raise RuntimeError(f"answered {status}")


if __name__ == "__main__":
    sys.exit(main())
