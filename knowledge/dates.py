"""Dates as answers write them."""

from __future__ import annotations

from datetime import date

_INDONESIAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
_ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def written(when: str, language: str) -> str:
    """Returns "2 Januari 2024" for an ISO date; a year alone stays."""
    try:
        day = date.fromisoformat(when)
    except ValueError:
        return when
    months = _ENGLISH if language == "en" else _INDONESIAN
    return f"{day.day} {months[day.month - 1]} {day.year}"


def shown_day(question: str, day: date, language: str) -> str:
    """Returns a day as it was asked for: only its year where the question names no more."""
    return written(day.isoformat(), language) if str(day.day) in question.replace(str(day.year), "") else str(day.year)


def is_after(when: str, day: date) -> bool | None:
    """Tells whether a date lies after a day; None for a year in which the day falls."""
    if len(when) == 4 and when.isdigit():
        return None if int(when) == day.year else int(when) > day.year
    try:
        return date.fromisoformat(when) > day
    except ValueError:
        return None
