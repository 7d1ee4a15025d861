"""What is written, read, checked, joined and shown."""

import hashlib
import json
import pathlib
import subprocess
import sys
import tomllib

import jadval
import polars
import pyarrow.parquet
import pytest
from jadval import annotations, charts, plots

ROOT = pathlib.Path(__file__).parents[2]
TEXT = "وزارت خارجه گفت که «۱۲ نفر در تهران کشته شدند». در ۵ دی ۱۳۸۲ علی آمد."


def files(folder):
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(pathlib.Path(folder).rglob("*")) if p.is_file()}


def columns(file):
    """The bytes of a Parquet file before its description, whose length stands before the last four."""
    whole = file.read_bytes()
    return whole[: -8 - int.from_bytes(whole[-8:-4], "little")]


@pytest.mark.parametrize("folder", sorted(ROOT.glob("datasets/*/datapackage.json")), ids=lambda file: file.parent.name)
def test_documents_of_committed_datasets_give_their_files(folder, monkeypatch, tmp_path):
    folder = folder.parent
    monkeypatch.chdir(ROOT)
    written = jadval.read(folder)
    layers = jadval._document.layers(written)
    documents = written.documents.to_polars().select(
        "doc_id", "title", "path", "format", "encoding", "bytes", "sha256", "reference_date", "reference_source"
    )
    texts = polars.DataFrame({"doc_id": list(layers), "text": list(layers.values())})
    given = documents.join(texts, on="doc_id", maintain_order="left")
    assert len(written.blocks) == 0 and given["text"].null_count() == 0, "documents whose layout is more than their text"
    stages = tomllib.loads((ROOT / "pipelines" / f"{folder.name}.toml").read_text(encoding="utf-8"))["stage"]
    settings = {key: [path for stage in stages for path in stage.get(key, [])] for key in ("lexicons", "rules")}
    slash = {stage["decimal_slash"] for stage in stages if "decimal_slash" in stage} or {"auto"}
    engine = jadval.Engine(stages=[stage["use"] for stage in stages], decimal_slash=slash.pop(), **settings)
    kept = len(written.texts) == len(documents)
    ds = engine.extract(given, texts=kept)
    ds.write(tmp_path / folder.name, formats=["parquet"])
    for table in written:
        # Of some of these documents alone the texts are kept, which here is for all or none.
        if table != "texts" or kept:
            ours, theirs = (file / f"{table}.parquet" for file in (tmp_path / folder.name, folder))
            # All but the end, which also tells of the pipeline.
            assert columns(ours) == columns(theirs), table
            assert pyarrow.parquet.read_schema(ours).equals(pyarrow.parquet.read_schema(theirs)), table


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


# A letter beyond the first plane is two units where programs count in UTF-16.
LETTER = "\U0001f4a9 "


def test_annotations_go_out_and_come_back():
    ds = jadval.extract({"a": LETTER + TEXT})
    spans = annotations.from_label_studio(json.loads(json.dumps(ds.to_label_studio())))
    assert {span["table"] for span in spans} == {"dates", "figures", "mentions"}
    plain = [{**span, "row_id": None} for span in spans]
    lines = json.loads(json.dumps(ds.to_doccano()))
    assert annotations.from_doccano(lines) == plain
    assert lines[0]["label"][0][0] == spans[0]["char_start"] + 1
    shown = ds.to_displacy()
    assert all(one["end"] <= two["start"] for one, two in zip(shown[0]["ents"], shown[0]["ents"][1:]))
    assert [span in plain for span in annotations.from_displacy(shown)] == [True] * len(shown[0]["ents"])
    for span in spans:
        rows = {row[ds[span["table"]].columns[0]]: row for row in ds[span["table"]].to_dicts()}
        assert rows[span["row_id"]]["text"] == span["text"] == (LETTER + TEXT)[span["char_start"] : span["char_end"]]


def test_places_that_were_counted_in_utf_16_are_recognised_and_wrong_ones_refused():
    ds = jadval.extract({"a": LETTER + TEXT})
    tasks = ds.to_label_studio(["dates"])
    expected = annotations.from_label_studio(tasks)
    value = tasks[0]["predictions"][0]["result"][0]["value"]
    value["start"], value["end"] = value["start"] + 1, value["end"] + 1
    assert annotations.from_label_studio(tasks) == expected
    value["start"] += 1
    with pytest.raises(jadval.ConfigurationError, match="expected «"):
        annotations.from_label_studio(tasks)
    for label in ([1, 2, "dates"], [0, 10_000, "dates"]):
        with pytest.raises(jadval.ConfigurationError):
            annotations.from_doccano([{"text": LETTER, "doc_id": "a", "label": [label]}])


def test_what_people_made_counts_and_not_what_they_threw_away():
    task = jadval.extract({"a": TEXT}).to_label_studio(["dates"])[0]
    made = {"result": [{"type": "labels", "value": {"start": 0, "end": 5, "labels": ["mentions"]}}]}
    thrown = {"was_cancelled": True, "result": task["predictions"][0]["result"]}
    task["annotations"] = [made, thrown]
    assert [(span["table"], span["text"]) for span in annotations.from_label_studio([task])] == [("mentions", TEXT[:5])]


def test_tables_and_spans_go_to_hugging_face_and_back(tmp_path):
    datasets = pytest.importorskip("datasets")
    ds = jadval.extract({"a": LETTER + TEXT})
    again = jadval.Dataset.from_hf(ds.to_hf())
    assert all(again[name].to_arrow() == ds[name].to_arrow() for name in ds)
    spans = annotations.from_hf(annotations.to_hf(ds))
    assert spans == annotations.from_label_studio(ds.to_label_studio())
    given = datasets.Dataset.from_dict({"doc_id": ["a"], "text": [LETTER + TEXT]})
    assert jadval.extract(given).figures.to_arrow() == ds.figures.to_arrow()
    # What is written is what the Hub loads: a configuration for each table that the card names.
    ds.write(tmp_path / "out")
    names = datasets.get_dataset_config_names(str(tmp_path / "out"))
    assert set(names) == {name for name in ds if len(ds[name])}
    for name in names:
        rows = datasets.load_dataset(str(tmp_path / "out"), name, split="train", cache_dir=str(tmp_path / "cache"))
        assert rows.num_rows == len(ds[name])


@pytest.mark.parametrize("texts", [[TEXT], ["ده"]])
@pytest.mark.parametrize("backend", ["matplotlib", "altair"])
def test_pictures_are_drawn(backend, texts):
    pytest.importorskip(backend)
    ds = jadval.extract(texts)
    for picture in (ds.timeline, ds.places_map, ds.figures_chart):
        drawn = picture(backend=backend)
        assert drawn._repr_png_()[:4] == b"\x89PNG" if backend == "matplotlib" else drawn.to_dict()["layer"]
    with pytest.raises(jadval.ConfigurationError, match="gnuplot"):
        ds.timeline(backend="gnuplot")


def test_pictures_have_both_calendars():
    ds = jadval.extract("ارتش آذربایجان در ۱۸ آبان ۱۳۹۹ شوشا را تصرف کرد.")
    told = json.dumps(charts.timeline(ds).to_dict(), ensure_ascii=False)
    assert "2020-11-08" in told and "1399/08/18" in told
    labels = [label.get_text() for label in plots.timeline(ds).axes[0].get_xticklabels()]
    assert labels == ["2020-11-08\n1399/08/18"]


def test_explain_finds_a_row():
    ds = jadval.extract({"a": TEXT})
    assert "۵ دی ۱۳۸۲" in ds.explain(ds.dates.to_dicts()[0]["date_id"])
    with pytest.raises(jadval.ConfigurationError):
        ds.explain("d-none")


def test_what_notebooks_and_file_managers_leave_is_no_data(tmp_path):
    ds = jadval.extract({"a": TEXT})
    ds.write(tmp_path / "out")
    (tmp_path / "out" / ".ipynb_checkpoints").mkdir()
    (tmp_path / "out" / ".DS_Store").touch()
    (tmp_path / "out" / "Thumbs.db").touch()
    ds.write(tmp_path / "out")
    assert len(jadval.read(tmp_path / "out").figures) == 1


def test_a_text_that_was_read_as_the_readme_says_has_its_rows(tmp_path):
    for name, body in [("bom", "\ufeff" + TEXT), ("ends", f"سطر\r\n{TEXT}\r\n")]:
        path = tmp_path / f"{name}.txt"
        path.write_bytes(body.encode("utf-8"))
        rows = jadval.extract_files(path, tmp_path / name).read().dates.to_dicts()
        document = open(path, encoding="utf-8-sig", newline="").read()
        assert [document[row["char_start"] : row["char_end"]] for row in rows] == ["۵ دی ۱۳۸۲"]
