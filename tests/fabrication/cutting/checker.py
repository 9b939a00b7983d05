"""A second opinion on plans of the saw: it shares only their values with the optimiser."""

from collections import Counter
from collections.abc import Sequence
from math import ceil, cos, isclose, radians, sin

from shop.fabrication.cutting.generation import DualProof
from shop.fabrication.cutting.optimise import Outcome
from shop.fabrication.cutting.pieces import RackBar, SawPiece
from shop.fabrication.cutting.plan import SawnBar, SawPlan
from shop.fabrication.cutting.problem import CuttingProblem
from shop.fabrication.domain.bars import Saw
from shop.fabrication.domain.steel import SectionTable

HUNDREDTH = 0.01


def check_outcome(problem: CuttingProblem, outcome: Outcome) -> None:
    """Each piece once, no bar overfull, no offcut twice, and a bound that holds."""
    wanted = [size.demand for size in problem.sizes]
    made = [sum(bar.counts[place] for bar in outcome.bars) for place in range(len(wanted))]
    assert made == wanted
    taken = Counter(bar.stock for bar in outcome.bars)
    for place, stock in enumerate(problem.stocks):
        assert stock.available is None or taken[place] <= stock.available
    for bar in outcome.bars:
        assert straight_length(problem, bar.counts) <= problem.stocks[bar.stock].usable
    check_proof(problem, outcome.proof)
    assert taken[0] >= outcome.proof.bound


def straight_length(problem: CuttingProblem, counts: Sequence[int]) -> int:
    """Lay pieces one behind another: lengths, a saw cut between two, less what nests."""
    pieces = [problem.sizes[place] for place, count in enumerate(counts) for _ in range(count)]
    length = sum(piece.length for piece in pieces) + problem.kerf * (len(pieces) - 1)
    for mitre, half in enumerate(problem.half_savings):
        ends = sorted(piece.ends for piece in pieces if piece.ends and piece.mitre == mitre)
        length -= 2 * half * _joints(ends)
    return length


def _joints(ends: list[int]) -> int:
    """Count the cuts two pieces can share by trying: chain what can be chained."""
    free, joints = 0, 0
    for count in sorted(ends, reverse=True):
        if free:
            joints += 1
            free -= 1
            free += count - 1
        else:
            free += count
    singles = ends.count(1)
    return joints if len(ends) > singles or singles == 0 else singles // 2


def check_proof(problem: CuttingProblem, proof: DualProof) -> None:
    """Work the best value of every bar out again, another way, and the bound from it."""
    new_bar, *offcuts = problem.stocks
    assert best_value(problem, proof.prices, new_bar.usable) <= max(proof.new_bar, 0)
    for stock, known in zip(offcuts, proof.offcuts, strict=True):
        assert best_value(problem, proof.prices, stock.usable) <= known
    worth = sum(p * s.demand for p, s in zip(proof.prices, problem.sizes, strict=True))
    worth -= sum(v * (s.available or 0) for v, s in zip(proof.offcuts, offcuts, strict=True))
    assert proof.bound <= max(0, -(-worth // proof.new_bar))


def best_value(problem: CuttingProblem, prices: Sequence[int], usable: int) -> int:
    """Return the best value of one bar: lists of (load, value) of which none beats another."""
    capacity = usable + problem.kerf
    front = [(0, 0)]
    for size, price in zip(problem.sizes, prices, strict=True):
        weight = size.length + problem.kerf - size.ends * problem.half_savings[size.mitre]
        for _ in range(min(size.demand, capacity // weight)):
            moved = [(load + weight, value + price) for load, value in front]
            merged = sorted(front + [one for one in moved if one[0] <= capacity])
            longer = _without_beaten(merged)
            if longer == front:
                break
            front = longer
    return max(value for _, value in front)


def _without_beaten(sorted_states: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for load, value in sorted_states:
        if not kept or value > kept[-1][1]:
            if kept and kept[-1][0] == load:
                kept.pop()
            kept.append((load, value))
    return kept


def check_plan(
    plan: SawPlan,
    pieces: Sequence[SawPiece],
    sections: SectionTable,
    saw: Saw,
    rack: Sequence[RackBar] = (),
) -> None:
    """Read a plan as the sawyer does: from one end of each bar to the other."""
    wanted = Counter((piece.owner, piece.mark, piece.section, piece.length_mm) for piece in pieces)
    made = Counter(
        (piece.owner, piece.mark, bar.section, piece.length_mm)
        for bar in plan.bars
        for piece in bar.pieces
    )
    assert made == wanted
    known = {bar.key: bar for bar in rack}
    used = [bar.offcut for bar in plan.bars if bar.offcut]
    assert len(used) == len(set(used))
    for number, bar in enumerate(plan.bars, start=1):
        assert bar.number == number
        whole = known[bar.offcut].length_mm if bar.offcut else None
        assert bar.stock_mm == (whole or sections.get_section(bar.section).stock_length_mm)
        assert bar.trim_mm == (0 if bar.offcut else saw.trim_mm)
        _check_bar(bar, pieces, sections, saw)


def _check_bar(bar: SawnBar, pieces: Sequence[SawPiece], sections: SectionTable, saw: Saw) -> None:
    lengths = sum(piece.length_mm for piece in bar.pieces)
    total = bar.trim_mm + lengths + bar.kerf_total_mm - bar.saved_mm + bar.rest_mm
    assert isclose(total, bar.stock_mm, abs_tol=HUNDREDTH)
    assert bar.is_rest_kept == (bar.rest_mm >= saw.offcut_kept_mm)
    angle = {piece.mark: (piece.angle_left, piece.angle_right) for piece in pieces}
    depth = sections.get_section(bar.section).depth_mm
    end = bar.trim_mm - saw.kerf_mm
    for piece in bar.pieces:
        slope = radians(min(angle[piece.mark]))
        # nested: the second piece starts behind one slanting cut through the whole depth
        back = depth * cos(slope) / sin(slope) - saw.kerf_mm / sin(slope) if piece.nests else 0
        least = end - back if piece.nests else end + saw.kerf_mm
        assert piece.start_mm >= least - HUNDREDTH
        end = piece.start_mm + piece.length_mm
    assert end <= bar.stock_mm + HUNDREDTH


def fewest_by_length(lengths: Sequence[float], usable: float, kerf: float) -> int:
    """Return the bound everybody knows: all lengths and saw cuts over one bar."""
    return ceil(sum(length + kerf for length in lengths) / (usable + kerf) - 1e-9)
