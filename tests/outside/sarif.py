#!/usr/bin/env python3
"""Whether a SARIF report is what the models that were generated from the OASIS schema take.

Needs the package pydantic-sarif. Reads the files that are named, and expects results in them.

    jadval validate datasets/* --format sarif > report.sarif
    python3 tests/outside/sarif.py report.sarif
"""

import json
import pathlib
import sys

from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif


def main():
    for name in sys.argv[1:]:
        report = Sarif(**json.loads(pathlib.Path(name).read_text(encoding="utf-8")))
        results = [result for run in report.runs for result in run.results]
        places = [place for result in results for place in result.locations]
        print(f"{name}: {len(results)} results in {len(places)} places")
        if not results or len(places) < len(results):
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
