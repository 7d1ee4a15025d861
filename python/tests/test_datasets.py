"""What is written, read, checked, joined and shown."""

import hashlib
import json
import pathlib
import subprocess
import sys
import tomllib

import jadval
import polars
import pytest
from jadval import annotations, parts, plots

ROOT = pathlib.Path(__file__).parents[2]
TEXT = "وزارت خارجه گفت که «۱۲ نفر در تهران کشته شدند». در ۵ دی ۱۳۸۲ علی آمد."


def files(folder):
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(pathlib.Path(folder).rglob("*")) if p.is_file()}


@pytest.mark.parametrize("name", ["agreements", "chronicle", "damaged", "economy", "karabakh-2020"])
def test_documents_of_committed_datasets_give_their_tables(name, monkeypatch):
    monkeypatch.chdir(ROOT)
    written = jadval.read(ROOT / "datasets" / name)
    layers = jadval._document.layers(written)
    documents = written.documents.to_polars().select(
        "doc_id", "title", "path", "format", "encoding", "bytes", "sha256", "reference_date", "reference_source"
    )
    if any(kind != "txt" for kind in documents["format"]) or any(one not in layers for one in documents["doc_id"]):
        pytest.skip("documents whose layout is more than their text")
    texts = polars.DataFrame({"doc_id": list(layers), "text": list(layers.values())})
    given = documents.join(texts, on="doc_id", maintain_order="left")
    stages = tomllib.loads((ROOT / "pipelines" / f"{name}.toml").read_text(encoding="utf-8"))["stage"]
    settings = {key: [path for stage in stages for path in stage.get(key, [])] for key in ("lexicons", "rules")}
    slash = {stage["decimal_slash"] for stage in stages if "decimal_slash" in stage} or {"auto"}
    engine = jadval.Engine(stages=[stage["use"] for stage in stages], decimal_slash=slash.pop(), **settings)
    ds = engine.extract(given, texts=False)
    for table in written:
        if table not in ("texts", "rejects"):
            assert ds[table].to_polars().equals(written[table].to_polars()), table


def test_a_dataset_is_written_read_and_valid(tmp_path):
    ds = jadval.extract({"a": TEXT})
    written = ds.write(tmp_path / "out", formats=["parquet", "csv"])
    assert written.folder == tmp_path / "out"
    assert all(written[name].to_arrow() == ds[name].to_arrow() for name in ds)
    report = jadval.validate(written)
    assert report and not report.failures and "checks passed" in report._repr_html_()
    report.raise_if_failed()
    assert jadval.validate(ds)
    with open(tmp_path / "out" / "dates.parquet", "ab") as file:
        file.write(b"x")
    damaged = jadval.validate(tmp_path / "out")
    assert not damaged
    with pytest.raises(jadval.ValidationFailed):
        damaged.raise_if_failed()


def test_corrected_tables_are_written_under_the_same_rules(tmp_path):
    ds = jadval.extract({"a": TEXT})
    corrected = ds.replace(dates=ds.dates.to_polars().with_columns(modifier=polars.lit("circa")))
    written = corrected.write(tmp_path / "out")
    assert {row["modifier"] for row in written.dates.to_dicts()} == {"circa"}
    ds.write(tmp_path / "old")
    changed = jadval.diff(tmp_path / "old", tmp_path / "out")
    assert list(changed) == ["dates"] and changed["dates"]["changed"] == len(ds.dates)
    with pytest.raises(jadval.ConfigurationError):
        ds.replace(dates=ds.figures)


def test_a_run_and_files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "p.toml").write_text('name = "p"\nraw = ["in/*.txt"]\nout = "out"\n[[stage]]\nuse = "dates"\n', encoding="utf-8")
    assert jadval.run("p.toml", check=True) is None
    summary = jadval.run("p.toml")
    assert (summary.documents, summary.rows["dates"]) == (1, 1)
    assert jadval.run("p.toml", check=True) == []
    files_ = jadval.extract_files("in", "files", reference_date="2020-12-10", texts=True)
    assert files_.documents == 1 and len(files_.read().texts) == 1
    said = subprocess.run([sys.executable, "-c", "from jadval._command import main; main()", "diff", "out", "out"], capture_output=True, text=True)
    assert said.returncode == 0 and "the rows of out" in said.stdout


@pytest.mark.parametrize("cuts", [[0, 1, 7, 7], [3], list(range(9))])
def test_parts_are_joined_to_what_one_process_writes(tmp_path, cuts):
    documents = {f"d{n}": f"{TEXT} خانم نیلوفرده {n} نفر دید." for n in range(9)}
    jadval.extract(documents).write(tmp_path / "whole" / "news")
    staging = parts.staging_of(tmp_path / "news")
    names = list(documents)
    edges = [0, *cuts, len(names)]
    made = [
        parts.write({name: documents[name] for name in names[start:end]}, staging, ordinal=n)
        for n, (start, end) in enumerate(zip(edges, edges[1:]))
    ]
    # A worker that failed after it had written, and was tried again.
    parts.write({"d0": documents["d0"]}, staging, ordinal=0)
    parts.commit(tmp_path / "news", reversed(made), staging=staging)
    assert files(tmp_path / "news") == files(tmp_path / "whole" / "news")
    assert not staging.exists()


def test_parts_that_do_not_belong_together_are_refused(tmp_path):
    one = parts.write({"a": TEXT}, tmp_path / "s", ordinal=0)
    same = parts.write({"a": TEXT}, tmp_path / "s", ordinal=1)
    other = parts.write({"b": TEXT}, tmp_path / "s", ordinal=1, engine=jadval.Engine(stages=["dates"]))
    with pytest.raises(jadval.ConfigurationError, match="«a»"):
        parts.commit(tmp_path / "out", [one, same])
    with pytest.raises(jadval.ConfigurationError, match="twice"):
        parts.commit(tmp_path / "out", [one, one])
    assert other["documents"] == 1 and not (tmp_path / "out").exists()


def test_questions_sql_and_duckdb():
    ds = jadval.extract({"a": TEXT})
    answer = ds.ask("casualties")
    assert answer["value"].to_list() == [12.0] and answer["property"].to_list() == ["killed"]
    for name in jadval._questions.saved():
        ds.ask(name)
    assert ds.duckdb().sql("select count(*) from dates").fetchall() == [(1,)]


def test_documents_are_shown_from_right_to_left_and_run_nothing():
    hostile = f"<script>alert(1)</script> {TEXT}"
    shown = jadval.extract({"<b>": hostile}).doc()._repr_html_()
    assert "dir='rtl'" in shown and "<script" not in shown and "<b>" not in shown
    assert shown.count("<span") == shown.count("</span>") and shown.count("<div") == shown.count("</div>")
    assert "title=\"dates" in shown and "#7a5fb0" in shown


def test_annotations_go_out_and_come_back():
    ds = jadval.extract({"a": TEXT})
    spans = annotations.from_label_studio(json.loads(json.dumps(ds.to_label_studio())))
    assert spans == annotations.from_label_studio(ds.to_label_studio())
    assert {span["table"] for span in spans} == {"dates", "figures", "mentions"}
    plain = [{**span, "row_id": None} for span in spans]
    assert annotations.from_doccano(ds.to_doccano()) == plain
    ents = ds.to_displacy()[0]["ents"]
    assert ents and all(one["end"] <= two["start"] for one, two in zip(ents, ents[1:]))


def test_pictures_are_drawn():
    ds = jadval.extract({"a": TEXT})
    for figure in (ds.timeline(), ds.places_map(), plots.figures(ds)):
        assert figure.axes


def test_explain_finds_a_row():
    ds = jadval.extract({"a": TEXT})
    assert "۵ دی ۱۳۸۲" in ds.explain(ds.dates.to_dicts()[0]["date_id"])
    with pytest.raises(jadval.ConfigurationError):
        ds.explain("d-none")
