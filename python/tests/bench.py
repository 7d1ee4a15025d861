#!/usr/bin/env python3
"""What the package costs beside the program, on this machine.

    python python/tests/bench.py PROGRAM FILE…      # `jadval` of the same build, and texts

It prints CPU seconds of extraction and writing for both, what a second thread gives, the time of an import, and how long Ctrl-C
takes in the middle of one long document. Times are the best of several; other work on the machine makes the others longer.
"""

import os
import pathlib
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import jadval

RUNS = 5


def cpu(who):
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def program_seconds(program, folder, out):
    began = cpu(resource.RUSAGE_CHILDREN)
    command = [program, "extract", folder, "--out", out, "--jobs", "1", "--quiet", "--with-text"]
    subprocess.run(command, check=True, env={**os.environ, "XDG_CACHE_HOME": str(out) + ".cache"})
    return cpu(resource.RUSAGE_CHILDREN) - began


def package_seconds(texts, out):
    began = cpu(resource.RUSAGE_SELF)
    jadval.extract(texts, threads=1).write(out, threads=1)
    return cpu(resource.RUSAGE_SELF) - began


def wall(texts, threads):
    """Seconds of the clock and of processors."""
    began, used = time.monotonic(), cpu(resource.RUSAGE_SELF)
    jadval.extract(texts, threads=threads)
    return time.monotonic() - began, cpu(resource.RUSAGE_SELF) - used


def two_callers(texts):
    """Two threads of Python, each with half of the texts."""
    engine = jadval.Engine()
    items = list(texts.items())
    halves = [dict(items[::2]), dict(items[1::2])]

    def work(half):
        return engine.extract(half, threads=1)

    began = time.monotonic()
    for half in halves:
        work(half)
    one = time.monotonic() - began
    began = time.monotonic()
    threads = [threading.Thread(target=work, args=(half,)) for half in halves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return one, time.monotonic() - began


def import_milliseconds():
    code = "import time; a = time.perf_counter(); import jadval; print((time.perf_counter() - a) * 1e3)"
    return [float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout) for _ in range(RUNS * 2)]


def interrupted(text, after):
    """Seconds from the signal to the exception."""
    told = []

    def send():
        told.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    timer = threading.Timer(after, send)
    timer.start()
    try:
        jadval.extract(text)
    except KeyboardInterrupt:
        return time.monotonic() - told[0]
    timer.cancel()
    return None


def main():
    program, *paths = sys.argv[1:]
    texts = {}
    for path in paths:
        lines = pathlib.Path(path).read_text(encoding="utf-8").split("\n")
        # Documents of some 20 kB, as reports are.
        held, size = [], 0
        for line in [*lines, None]:
            if line is None or size > 20_000:
                texts[f"{pathlib.Path(path).stem}-{len(texts):05}"] = "\n".join(held)
                held, size = [], 0
            if line is not None:
                held.append(line)
                size += len(line.encode())
    size = sum(len(text.encode()) for text in texts.values())
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "in").mkdir()
        for name, text in texts.items():
            (folder / "in" / f"{name}.txt").write_bytes(text.encode())
        jadval.extract("ده نفر")
        program_, package = [], []
        for n in range(RUNS):
            # By turns, so that other work on the machine is in the way of both.
            program_.append(program_seconds(program, folder / "in", folder / f"a{n}"))
            package.append(package_seconds(texts, folder / f"b{n}"))
    print(f"{len(texts)} documents of {size / 1e6:.1f} MB, best of {RUNS}")
    print(f"CPU seconds: program {min(program_):.2f}, package {min(package):.2f} ({min(package) / min(program_):.2f} times)")
    rounds = [(wall(texts, 1), wall(texts, 2)) for _ in range(RUNS)]
    one, two = (min(turn[at][0] for turn in rounds) for at in (0, 1))
    used = [min(turn[at][1] for turn in rounds) for at in (0, 1)]
    print(f"threads=1 {one:.2f} s, threads=2 {two:.2f} s ({one / two:.2f} times; CPU {used[0]:.2f} and {used[1]:.2f} s)")
    callers = [two_callers(texts) for _ in range(RUNS)]
    one, two = min(a for a, _ in callers), min(b for _, b in callers)
    print(f"two threads of Python: {one:.2f} s one after the other, {two:.2f} s together ({one / two:.2f} times)")
    took = import_milliseconds()
    print(f"import: {min(took):.1f} ms, median {statistics.median(took):.1f} ms")
    everything = "\n".join(texts.values())
    long = everything * (30_000_000 // len(everything.encode()) + 1)
    for after in (0.2, 1, 2, 3, 4, 6):
        said = interrupted(long, after)
        print(f"Ctrl-C after {after} s in one document of {len(long.encode()) / 1e6:.0f} MB:", "done before" if said is None else f"{said * 1e3:.0f} ms")


main()
