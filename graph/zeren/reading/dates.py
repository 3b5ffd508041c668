"""The date in a line of metadata, whatever else stands there.

Apart, because posts, pages and office files all date themselves and the contract wants one form.
"""

import re
from datetime import date
from typing import Final

_DATE: Final = re.compile(
    r"(?<!\d)(?:(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})|(\d{4})(\d\d)(\d\d))(?!\d)",
)


def iso_date(text: str) -> str | None:
    """The first date of a text as YYYY-MM-DD, None where there is none that exists.

    >>> iso_date("2021年3月5日 09:30"), iso_date("2021-02-30")
    ('2021-03-05', None)
    """
    match = _DATE.search(text)
    if not match:
        return None
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
