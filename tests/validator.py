"""What a PDF breaks of PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1), as a validator says."""

from __future__ import annotations

import page


def broken_rules(content: bytes) -> list[str]:
    """The rules that a PDF breaks, each with what is wrong; none if it keeps both standards."""
    reports = [page.validate_pdf_bytes(content, profile=profile) for profile in ("2a", "ua1")]
    found = [f"{one.rule_id}: {one.message}" for report in reports for one in report.failures]
    assert all(one.is_compliant for one in reports) is not bool(found)
    return found
