"""Puts a card on paper."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from shop.documents.pdf import render_pdf
from shop.jobs.domain.document import CardDocument
from shop.jobs.domain.plan_sheet import PlanSheet

STATIC = Path(__file__).parents[3] / "static"


def print_document(
    document: CardDocument, qr: str, *, school: Mapping[str, Any], made_at: datetime
) -> bytes:
    """Return the PDF of a card; the QR code opens the card at the bench, not a person."""
    signs = {
        sign.code: _picture(sign.picture)
        for step in document.steps
        for sign in (*step.protection, *step.hazards)
    }
    guides = {
        step.guide: _picture(f"curriculum/operations/{step.guide}.svg")
        for step in document.steps
        if step.guide
    }
    data = {**asdict(document), "qr": qr, "pictures": signs, "guides": guides, "school": school}
    return render_pdf("job_card", data, made_at=made_at)


def print_plan(plan: PlanSheet, *, school: str, made_at: datetime) -> bytes:
    """Return the PDF of a drawing, at the true scale its title block says."""
    return render_pdf("drawing", {**asdict(plan), "school": school}, made_at=made_at)


@cache
def _picture(path: str) -> str:
    return (STATIC / path).read_text(encoding="utf-8")
