"""What the rack gains and loses when bars are sawn, once whatever is ticked or clicked again.

The remainders come back and the offcuts leave under a claim: an UPDATE that marks the card, or
the joint plan, as sawn only if it was not. The row count says who does the rest.
"""

from sqlalchemy import CursorResult, select, update

from shop.accounts.services import record_act
from shop.db import Scope, lock
from shop.jobs.domain.joint import JointPlan
from shop.jobs.domain.sawing import is_sawn, remainders_of
from shop.jobs.models import JobCard, JointCut
from shop.jobs.queries.bench import read_bench
from shop.jobs.queries.joint import find_joint_of_card, list_joint_card_ids
from shop.jobs.services.joint import take_joint
from shop.jobs.services.records import holder_key, joint_holder_key
from shop.stock.services import put_back, use_held_offcuts


def finish_sawing(scope: Scope, card: JobCard) -> None:
    """Settle the rack when the last saw cut of a card is done.

    A card of a joint plan leaves that to the last of its cards.
    """
    facts = read_bench(scope.session, card)
    if not is_sawn(facts) or not claim_sawing(scope, card.id):
        return
    joint = find_joint_of_card(scope.session, card.id)
    if joint is not None:
        _settle_when_all_are_sawn(scope, joint.id)
        return
    use_held_offcuts(scope, holder_key(card.id))
    put_back(scope, remainders_of(facts.content.bars, card.reference))


def claim_sawing(scope: Scope, card_id: int) -> bool:
    """Mark a card as sawn if it was not; True for who did it."""
    done = scope.session.execute(
        update(JobCard)
        .where(JobCard.id == card_id, JobCard.sawn_at.is_(None))
        .values(sawn_at=scope.now)
        .execution_options(synchronize_session=False)
    )
    return isinstance(done, CursorResult) and done.rowcount == 1


def settle_joint_plan(scope: Scope, joint_id: int) -> bool:
    """Say that all bars of a joint plan are sawn; False when that was said already."""
    joint = take_joint(scope, joint_id)
    return _settle(scope, joint)


def _settle_when_all_are_sawn(scope: Scope, joint_id: int) -> None:
    """Lock the plan before looking: of two last cards the second sees the first."""
    joint = lock(scope.session, JointCut, joint_id)
    cards = list_joint_card_ids(scope.session, joint_id)
    waiting = select(JobCard.id).where(JobCard.id.in_(cards), JobCard.sawn_at.is_(None)).limit(1)
    if scope.session.scalars(waiting).first() is None:
        _settle(scope, joint)


def _settle(scope: Scope, joint: JointCut) -> bool:
    if not claim_joint(scope, joint.id):
        return False
    use_held_offcuts(scope, joint_holder_key(joint.id))
    plan = JointPlan.from_data(joint.content)
    put_back(scope, remainders_of(plan.bars, joint.reference))
    record_act(scope, "joint_cut.sawn", joint.reference)
    return True


def claim_joint(scope: Scope, joint_id: int) -> bool:
    """Mark a joint plan as sawn if it was not; True for who did it."""
    done = scope.session.execute(
        update(JointCut)
        .where(JointCut.id == joint_id, JointCut.settled_at.is_(None))
        .values(settled_at=scope.now)
        .execution_options(synchronize_session=False)
    )
    return isinstance(done, CursorResult) and done.rowcount == 1
