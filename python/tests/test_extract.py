"""What goes in: strings, lists, dicts, tables of other packages."""

import concurrent.futures
import datetime
import multiprocessing
import pickle
import signal
import threading
import time

import duckdb
import jadval
import pandas
import polars
import pyarrow
import pytest

TEXT = "دیروز ۱۲ نفر در تهران آمدند."


def ids(ds):
    return [row["doc_id"] for row in ds.documents.to_dicts()]


def test_a_text_a_list_and_a_dict():
    assert ids(jadval.extract(TEXT)) == ["0"]
    assert ids(jadval.extract([TEXT, TEXT])) == ["0", "1"]
    assert ids(jadval.extract({"a": TEXT, 7: TEXT})) == ["a", "7"]
    assert len(jadval.extract([]).documents) == 0


@pytest.mark.parametrize(
    "given",
    [
        lambda frame: frame,
        lambda frame: frame.lazy(),
        lambda frame: frame.to_pandas(),
        lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
        lambda frame: frame.to_arrow(),
        lambda frame: duckdb.from_arrow(frame.to_arrow()),
        lambda frame: frame.with_columns(polars.col("text").cast(polars.Categorical)),
        lambda frame: frame.with_columns(polars.col("reference_date").cast(polars.Datetime("us"))),
    ],
)
def test_tables_of_every_kind_give_the_same_rows(given):
    frame = polars.DataFrame(
        {"doc_id": [3, 4], "text": [TEXT, "در ۵ دی."], "reference_date": [datetime.date(2020, 12, 10), None]}
    )
    ds = jadval.extract(given(frame))
    expected = jadval.extract(frame)
    assert ids(ds) == ["3", "4"]
    assert ds.dates.to_dicts()[0]["start_date"] == datetime.date(2020, 12, 9)
    for name, table in ds.items():
        assert table.to_arrow() == expected[name].to_arrow(), name


def test_columns_and_days_may_have_other_names():
    frame = polars.DataFrame({"key": ["x"], "body": [TEXT], "day": [datetime.date(2020, 12, 10)]})
    ds = jadval.extract(frame, text="body", doc_id="key", reference_date="day")
    assert ids(ds) == ["x"] and ds.dates.to_dicts()[0]["edtf"] == "2020-12-09"
    ds = jadval.extract(TEXT, reference_date=datetime.date(2020, 12, 10))
    assert ds.dates.to_dicts()[0]["edtf"] == "2020-12-09"


def test_documents_that_cannot_be_read_are_rejects_or_raise():
    given = polars.DataFrame({"doc_id": ["a", "a", "b"], "text": [TEXT, TEXT, None]})
    ds = jadval.extract(given)
    assert [row["code"] for row in ds.rejects.to_dicts()] == ["duplicate-id", "missing-text"]
    with pytest.raises(jadval.DocumentError):
        jadval.extract(given, errors="raise")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: jadval.extract(5), "found int"),
        (lambda: jadval.extract([5]), "document 0: expected a text"),
        (lambda: jadval.extract(polars.DataFrame({"body": ["x"]})), "expected a column 'text', found body"),
        (lambda: jadval.extract(polars.DataFrame({"text": [1]})), "expected strings"),
        (lambda: jadval.extract("x", reference_date="1399-09-20"), "Hijri"),
        (lambda: jadval.extract("x", stages=["dats"]), "dats"),
        (lambda: jadval.extract("x", engine=jadval.Engine(), stages=["dates"]), "found both"),
        (lambda: jadval.extract("x", errors="ignore"), "ignore"),
        (lambda: jadval.extract("x").ask("casulties"), "did you mean 'casualties'"),
        (lambda: jadval.schema("datse"), "datse"),
    ],
)
def test_what_means_nothing_is_a_value_error_that_says_so(wrong, said):
    with pytest.raises(ValueError, match=said) as caught:
        wrong()
    assert isinstance(caught.value, jadval.ConfigurationError)


def test_errors_have_file_and_line(tmp_path):
    wrong = tmp_path / "words.toml"
    wrong.write_text('class = "unit"\nfoo = 1\n', encoding="utf-8")
    with pytest.raises(jadval.ConfigurationError) as caught:
        jadval.Engine(lexicons=[wrong])
    assert caught.value.file == str(wrong) and caught.value.line
    with pytest.raises(OSError):
        jadval.read(tmp_path / "nowhere")


def test_threads_and_processes_give_the_same_rows():
    texts = [f"{n} نفر در تهران" for n in range(10, 310)]
    whole = [jadval.extract(texts, threads=threads) for threads in (1, 2, None)]
    assert all(ds.figures.to_arrow() == whole[0].figures.to_arrow() for ds in whole)
    engine = jadval.Engine()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: len(engine.extract(text).figures), texts[:40]))
    assert found == [1] * 40


def counted(text):
    return len(jadval.extract(text, threads=2).figures)


def test_a_forked_process_extracts_and_writes(tmp_path):
    jadval.extract(TEXT).write(tmp_path / "before")
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map_async(counted, [TEXT] * 4).get(60) == [1] * 4
        assert pool.map_async(written, [str(tmp_path / "a"), str(tmp_path / "b")]).get(60) == [1, 1]


def written(out):
    return len(jadval.extract(TEXT).write(out).documents)


def test_an_engine_is_pickled_with_its_settings():
    engine = jadval.Engine(stages=["dates", "figures"], decimal_slash="auto")
    again = pickle.loads(pickle.dumps(engine))
    assert again.fingerprint == engine.fingerprint
    assert again.extract(TEXT).figures.to_arrow() == engine.extract(TEXT).figures.to_arrow()


def test_progress_counts_to_the_end():
    heard = []
    jadval.extract([TEXT] * 300, progress=lambda done, total: heard.append((done, total)))
    assert heard[-1] == (300, 300)

    def breaks(done, total):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        jadval.extract([TEXT] * 300, progress=breaks)


def test_a_bar_is_shown(capsys):
    jadval.extract([TEXT] * 3, progress=True)
    assert "documents" in capsys.readouterr().err


def test_a_document_that_takes_too_long_is_a_reject():
    ds = jadval.extract({"long": (TEXT + "\n") * 20_000, "short": TEXT}, timeout=0.001)
    assert "timeout" in {row["code"] for row in ds.rejects.to_dicts()}
    with pytest.raises(jadval.ConfigurationError, match="above 0"):
        jadval.extract(TEXT, timeout=0)


def counted_row(row):
    return {"n": counted(row["text"])}


def test_hugging_face_maps_in_processes():
    datasets = pytest.importorskip("datasets")
    rows = datasets.Dataset.from_dict({"text": [TEXT] * 4}).map(counted_row, num_proc=2)
    assert rows["n"][:] == [1] * 4


def test_ctrl_c_is_heard_in_the_middle_of_a_long_document():
    # Of so few rows that it is analysed to its end, which takes seconds.
    long = ("باد از باغ گذشت و برگ‌ها آرام ماندند. " * 8 + TEXT + "\n") * 60_000
    threading.Timer(0.2, lambda: signal.raise_signal(signal.SIGINT)).start()
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        jadval.extract(long)
    assert time.monotonic() - began < 3


def test_pandas_has_true_days_and_whole_numbers():
    frame = jadval.extract([TEXT, "در ۵ دی ۱۳۸۲"], reference_date="2020-12-10").dates.to_pandas()
    assert frame["start_date"].dtype == "datetime64[s]"
    assert frame["hour"].dtype == pandas.Int8Dtype() and frame["hour"].isna().all()
    assert frame["char_start"].dtype == pandas.Int32Dtype()


def test_arrow_goes_out_as_it_is():
    table = jadval.extract(TEXT).figures
    assert pyarrow.table(table).num_rows == len(table) == polars.DataFrame(table).height == 1
    assert duckdb.sql("select count(*) from table_", connection=register(table)).fetchall() == [(1,)]


def register(table):
    connection = duckdb.connect()
    connection.register("table_", table.to_arrow())
    return connection
