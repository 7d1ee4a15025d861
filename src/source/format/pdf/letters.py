"""Counts letters between letters in the documents of raw/ and the sentences of rules and lexicon, for `trigrams.bin`."""
import collections, glob, math, re

LETTERS = open("src/source/format/pdf/letters.txt", encoding="utf-8").read().strip()
FOLD = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ه", "ة": "ه", "أ": "ا", "إ": "ا", "ؤ": "و"})
NUMBER = {letter: number for number, letter in enumerate(LETTERS, 1)}
SIZE = len(LETTERS) + 1

counts = collections.Counter()
for pattern in ("raw/**/*.txt", "rules/**/*.toml", "lexicon/**/*.toml", "tests/gold/**/*.txt"):
    for file in sorted(glob.glob(pattern, recursive=True)):
        if ".held" in file:
            continue
        text = open(file, encoding="utf-8", errors="ignore").read().translate(FOLD)
        text = re.sub("[\u064b-\u065f\u0670\u0640]", "", text)
        numbers = [0, *(NUMBER.get(letter, 0) for letter in text), 0]
        counts.update(three for three in zip(numbers, numbers[1:], numbers[2:]) if three[1])
table = bytearray(SIZE**3)
for (before, letter, behind), count in counts.items():
    table[(before * SIZE + behind) * SIZE + letter] = min(255, round(10 * math.log2(1 + count)))
open("src/source/format/pdf/trigrams.bin", "wb").write(table)
