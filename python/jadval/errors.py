"""What can go wrong: each error says what, where, what was expected and what was found."""

from __future__ import annotations

__all__ = ["ConfigurationError", "DocumentError", "Error", "ReadWriteError", "ValidationFailed"]


class Error(Exception):
    """The root of all errors of jadval.

    Attributes:
        message: one sentence without its place.
        place: the file (with its line, where one is known), folder or entry that it belongs to.
        file, line: the two parts of such a place, or ``None``.
    """

    def __init__(self, message: str, place: str | None = None) -> None:
        super().__init__(message, place)
        self.message = message
        self.place = place
        import re

        found = re.match(r"(?P<file>.+?):(?P<line>\d+)(?::|$)", place or "")
        self.file: str | None = found["file"] if found else place
        self.line: int | None = int(found["line"]) if found else None

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class ConfigurationError(Error, ValueError):
    """A setting, argument, rule or lexicon entry that cannot be used."""


class ReadWriteError(Error, OSError):
    """A file or folder that cannot be read or written."""

    def __init__(self, message: str, place: str | None = None) -> None:
        Error.__init__(self, message, place)

    def __str__(self) -> str:
        return Error.__str__(self)


class DocumentError(Error):
    """A document that cannot be read, where ``errors="raise"`` was asked for."""


class ValidationFailed(Error, AssertionError):
    """A dataset that falls short of a check."""
