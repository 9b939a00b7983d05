"""What a stored file is, and what an uploaded picture may be."""

from dataclasses import dataclass
from enum import StrEnum

MAX_UPLOAD_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 12_000_000


class Purpose(StrEnum):
    """Why a file is kept; says who may read it and how long it stays."""

    REQUEST_PHOTO = "request_photo"
    QUOTE_PDF = "quote_pdf"
    RECEIPT_PDF = "receipt_pdf"
    JOB_CARD_PDF = "job_card_pdf"
    WHEEL_SHEET_PDF = "wheel_sheet_pdf"
    EXERCISE_PACK = "exercise_pack"
    WORK_PHOTO = "work_photo"


@dataclass(frozen=True, slots=True)
class FileRef:
    """A stored file: its bytes are found by their SHA-256 and never change."""

    id: int
    digest: str
    name: str
    media_type: str
    size: int
    purpose: Purpose
