"""The command `jadval`, which comes with the package."""

from __future__ import annotations

import sys

from . import _jadval


def main() -> None:
    """Carries out what was typed, and exits as the program does."""
    sys.exit(_jadval.command(["jadval", *sys.argv[1:]]))
