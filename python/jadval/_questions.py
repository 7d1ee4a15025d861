"""The questions that come with jadval."""

from __future__ import annotations

import difflib

from . import _jadval
from .errors import ConfigurationError


def saved() -> dict[str, str]:
    """The titles of the saved questions, by name."""
    return {name: title for name, title, _ in _jadval.questions()}


def sql(question: str) -> str:
    """The SQL of a saved question; what has spaces in it is SQL itself."""
    if any(letter.isspace() for letter in question.strip()):
        return question
    known = {name: text for name, _, text in _jadval.questions()}
    if question in known:
        return known[question]
    near = difflib.get_close_matches(question, known, 1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise ConfigurationError(f"expected SQL or a saved question ({', '.join(known)}), found {question!r}{hint}")
