"""How far the work is, told to whoever wants to hear it."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

#: ``True`` for a bar, or a function of the documents done and of all (0 where nobody knows how many).
Progress = bool | Callable[[int, int], object] | None


@contextlib.contextmanager
def telling(progress: Progress) -> Iterator[Callable[[int, int], object] | None]:
    """The function to call while the work goes on."""
    if progress is None or progress is False:
        yield None
        return
    if callable(progress):
        yield progress
        return
    try:
        from tqdm.auto import tqdm
    except ImportError:

        def line(done: int, total: int) -> None:
            sys.stderr.write(f"\r{done} of {total or '?'} documents")

        try:
            yield line
        finally:
            sys.stderr.write("\n")
        return
    with tqdm(unit=" documents") as bar:

        def move(done: int, total: int) -> None:
            bar.total = total or None
            bar.update(done - bar.n)

        yield move
