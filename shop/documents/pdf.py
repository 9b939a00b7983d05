"""PDF by Typst: one template, one JSON value, the same bytes every time."""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TEMPLATES = HERE.parent.parent / "templates" / "documents"


def render_pdf(template: str, data: dict[str, Any], *, made_at: datetime | None = None) -> bytes:
    """Compile `templates/documents/<template>.typ`, which reads `sys.inputs.data` as JSON.

    The value is given as text, never as source, so nothing a customer wrote is executed.
    Pictures are SVG strings inside the value. `made_at` only dates the file's metadata.
    """
    import typst  # noqa: PLC0415 - slow to load, only needed here

    rendered = typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=_font_folders(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
        format="pdf",
        timestamp=int(made_at.timestamp()) if made_at else 0,
    )
    assert isinstance(rendered, bytes)  # noqa: S101 - one document, one answer
    return rendered


@cache
def _font_folders() -> list[str]:
    return [str(HERE / "fonts")]
