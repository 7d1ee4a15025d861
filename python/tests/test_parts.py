"""Parts of a stream: how it is cut, what is taken over, and what is refused."""

import hashlib
import json
import pathlib
import random

import jadval
import polars
import pyarrow.parquet
import pytest
from jadval import parts

TEXT = "وزارت خارجه گفت که «{n} نفر در تهران کشته شدند». خانم نیلوفرده آمد."


def frame(count, changed=()):
    texts = [TEXT.format(n=n + (1000 if n in changed else 10)) for n in range(count)]
    return polars.DataFrame({"doc_id": [f"d{n:03}" for n in range(count)], "text": texts})


def files(folder):
    below = sorted(path for path in pathlib.Path(folder).rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in below}


def whole(documents, folder, **options):
    jadval.extract(documents, **options).write(folder / "whole" / "news")
    return files(folder / "whole" / "news")


@pytest.mark.parametrize("seed", range(6))
def test_any_cut_joins_to_the_same_files(seed, tmp_path, monkeypatch):
    chance = random.Random(seed)
    documents = frame(chance.randrange(1, 40))
    edges = sorted(chance.randrange(len(documents) + 1) for _ in range(chance.randrange(4)))
    edges = [0, *edges, len(documents)]
    monkeypatch.setattr(parts, "MOST_DOCUMENTS", chance.choice([1, 3, 4096]))
    monkeypatch.setattr(parts, "MOST_BYTES", chance.choice([200, 1000, 1 << 24]))
    monkeypatch.setattr(parts, "CUT", chance.choice([1, 4]))
    reuse, made = chance.random() < 0.5, []
    for ordinal, (start, end) in enumerate(zip(edges, edges[1:], strict=False)):
        cut = (start + end) // 2
        batches = [documents.slice(start, cut - start), documents.slice(cut, end - cut)]
        made += parts.write_stream(batches, tmp_path / "s", ordinal=ordinal, reuse=reuse)
    chance.shuffle(made)
    parts.commit(tmp_path / "news", made, staging=tmp_path / "s")
    assert files(tmp_path / "news") == whole(documents, tmp_path)
    assert not (tmp_path / "s").exists()


def test_a_large_document_begins_row_groups_as_in_one_process(tmp_path):
    # What its source has decides which document is large.
    sizes = {"a": 1, "long": 8 << 20, "b": 1, "longer": 9 << 20, "c": 1}
    documents = polars.DataFrame({"doc_id": list(sizes), "text": [TEXT] * 5, "bytes": list(sizes.values())})
    made = [parts.write(documents.slice(n, 1), tmp_path / "s", ordinal=n) for n in range(5)]
    parts.commit(tmp_path / "news", made)
    assert files(tmp_path / "news") == whole(documents, tmp_path)
    assert pyarrow.parquet.ParquetFile(tmp_path / "news" / "documents.parquet").num_row_groups == 3


def test_what_is_as_it_was_is_taken_over_and_a_new_document_moves_one_cut(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "CUT", 5)
    staging, out = tmp_path / "s", tmp_path / "news"

    def run(documents):
        made = parts.write_stream([documents], staging, ordinal=0, reuse=True)
        parts.commit(out, made, staging=staging, keep=True)
        assert files(out) == whole(documents, tmp_path)
        return {pathlib.Path(part["folder"]).name for part in made}

    first = run(frame(60))
    assert len(first) > 4 and run(frame(60)) == first
    changed = run(frame(60, changed=[30]))
    assert 1 <= len(changed - first) <= 2
    inserted = polars.concat([frame(20), polars.DataFrame({"doc_id": ["new"], "text": ["ده نفر"]}), frame(60).tail(40)])
    assert 1 <= len(run(inserted) - changed) <= 3
    # Other settings and damaged parts are taken for nothing.
    other = parts.write_stream([frame(60)], staging, ordinal=0, reuse=True, texts=False)
    assert not {pathlib.Path(part["folder"]).name for part in other} & first
    for file in staging.glob("*/dataset/SHA256SUMS"):
        file.write_text("damaged")
    assert not run(frame(60)) & first


def test_documents_come_behind_those_that_stand(tmp_path):
    out, documents = tmp_path / "news", frame(20)
    for start in (0, 10):
        parts.commit(out, parts.write_stream([documents.slice(start, 10)], tmp_path / "s", ordinal=0), append=True)
    assert files(out) == whole(documents, tmp_path)
    with pytest.raises(jadval.ConfigurationError, match="d003"):
        parts.commit(out, parts.write_stream([documents.slice(3, 1)], tmp_path / "s", ordinal=0), append=True)
    assert files(out) == whole(documents, tmp_path)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (["ده نفر"], "an id for each document"),
        (polars.DataFrame({"text": ["ده نفر"]}), "an id for each document"),
        (polars.DataFrame({"doc_id": ["a"], "body": ["ده نفر"]}), "expected a column 'text'"),
    ],
)
def test_documents_without_ids_or_texts_are_refused(data, said, tmp_path):
    with pytest.raises(jadval.ConfigurationError, match=said):
        parts.write(data, tmp_path / "s", ordinal=0)
    assert not (tmp_path / "s").exists()


def test_a_part_that_was_altered_or_made_by_other_settings_is_refused(tmp_path):
    one = parts.write({"a": "ده نفر"}, tmp_path / "s", ordinal=0)
    other = parts.write({"b": "ده نفر"}, tmp_path / "s", ordinal=1, engine=jadval.Engine(stages=["dates"]))
    with pytest.raises(jadval.ConfigurationError, match="settings"):
        parts.commit(tmp_path / "out", [one, other])
    told = json.loads((pathlib.Path(one["folder"]) / "part.json").read_text(encoding="utf-8"))
    assert told == one
    (pathlib.Path(one["folder"]) / "dataset" / "SHA256SUMS").write_text("")
    with pytest.raises(jadval.ConfigurationError, match="expected the part that was written"):
        parts.commit(tmp_path / "out", [one])
    parts.sweep(tmp_path / "s")
    with pytest.raises(OSError, match="cannot read a part"):
        parts.commit(tmp_path / "out", [one])
    assert not (tmp_path / "out").exists() and not (tmp_path / "s").exists()


def test_a_job_says_what_is_wrong_before_it_begins(tmp_path):
    from jadval._job import Job

    usual = dict(engine=None, mode="error", incremental=False, formats=["parquet"], staging=None, options={})
    (tmp_path / "news").mkdir()
    for wrong, said in [
        ({"mode": "replace"}, "replace"),
        ({"options": {"txt": "body"}}, "txt"),
        ({"mode": "error"}, "found one"),
        ({"mode": "append", "incremental": True}, "incremental"),
    ]:
        with pytest.raises(jadval.ConfigurationError, match=said):
            Job.of(tmp_path / "news", **{**usual, **wrong})
