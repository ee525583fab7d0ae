"""A time as two dates that are edited apart."""

from __future__ import annotations

import pytest

from archive_app.domain.dates.ends import ends, span


@pytest.mark.parametrize(
    ("edtf", "both"),
    [("", ("", "")), ("1998", ("1998", "1998")), ("1998/..", ("1998", "")), ("../2004", ("", "2004")),
     ("1998~/2004", ("1998~", "2004"))],
)  # fmt: skip
def test_dates_from_and_to(edtf: str, both: tuple[str, str]) -> None:
    assert ends(edtf) == both
    assert span(*both) == edtf
    assert span("1998–2004", "") == "1998/2004"
