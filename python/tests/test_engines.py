"""Spark, Ray and Daft write what one process writes, byte for byte, also where a worker fails after it had written.

They take memory and Java, so they run where they are asked for: `pytest -m engines`, with the packages of engines.txt.
"""

import datetime
import hashlib
import os
import pathlib
import shutil
import sys

import jadval
import polars
import pytest

pytestmark = pytest.mark.engines

# Workers find what fails in the same place.
os.environ["PYTHONPATH"] = os.pathsep.join([str(pathlib.Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])])

TEXT = "وزارت خارجه گفت که «{n} نفر در تهران کشته شدند». دیروز خانم نیلوفرده آمد."


def frame(count=60, changed=()):
    texts = [TEXT.format(n=n + (1000 if n in changed else 10)) for n in range(count)]
    day = datetime.date(2020, 12, 10)
    return polars.DataFrame({"doc_id": [f"d{n:03}" for n in range(count)], "text": texts, "reference_date": [day] * count})


def files(folder):
    below = sorted(path for path in pathlib.Path(folder).rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in below}


def whole(documents, tmp_path, engine=None):
    """What one process writes."""
    out = tmp_path / "whole" / "news"
    (engine or jadval.Engine()).extract(documents).write(out)
    return files(out)


def parts_of(out):
    return sorted(out.with_name(f".{out.name}.parts").glob("part-*"))


class Spark:
    def __init__(self):
        pytest.importorskip("pyspark")
        if shutil.which("java") is None:
            pytest.skip("there is no Java")
        from pyspark.sql import SparkSession

        # Two threads, and three attempts at a task; the workers are this interpreter.
        os.environ["PYSPARK_PYTHON"] = sys.executable
        self.format = "jadval"
        session = SparkSession.builder.master("local[2,3]").config("spark.ui.enabled", "false")
        self.session = session.config("spark.driver.memory", "1g").config("spark.driver.host", "127.0.0.1").getOrCreate()

    def write(self, documents, out, mode="overwrite", incremental=False):
        rows = self.session.createDataFrame(documents.rows(), "doc_id string, text string, reference_date date")
        rows = rows.repartitionByRange(4, "doc_id").sortWithinPartitions("doc_id")
        writer = rows.write.format(self.format).mode(mode)
        if incremental:
            writer = writer.option("incremental", "true")
        writer.save(str(out))

    def breaks(self, monkeypatch):
        from failing import FailingSource

        self.session.dataSource.register(FailingSource)
        monkeypatch.setattr(self, "format", "jadval_failing")


class Ray:
    def __init__(self):
        pytest.importorskip("ray.data")
        import ray

        ray.init(num_cpus=2, include_dashboard=False, ignore_reinit_error=True, log_to_driver=False)

    def write(self, documents, out, mode="overwrite", incremental=False):
        import ray

        rows = ray.data.from_arrow([documents.slice(at, 15).to_arrow() for at in range(0, len(documents), 15)])
        jadval.ray.write(rows, out, mode=mode, incremental=incremental)

    def breaks(self, monkeypatch):
        from failing import Killing

        monkeypatch.setattr(jadval._job, "Job", Killing)


class Daft:
    def __init__(self):
        pytest.importorskip("daft")

    def write(self, documents, out, mode="overwrite", incremental=False):
        import daft

        # Pieces of so few documents that several are in work at a time.
        before, jadval.parts.MOST_DOCUMENTS = jadval.parts.MOST_DOCUMENTS, 7
        try:
            jadval.daft.write(daft.from_arrow(documents.to_arrow()), out, mode=mode, incremental=incremental)
        finally:
            jadval.parts.MOST_DOCUMENTS = before

    def breaks(self, monkeypatch):
        from failing import Failing

        monkeypatch.setattr(jadval._job, "Job", Failing)


# Daft before Ray: in a process where Ray is at work Daft goes over to it, and does not keep the order of the rows there.
@pytest.fixture(scope="module", params=[Spark, Daft, Ray])
def engine(request):
    return request.param()


def test_the_files_are_those_of_one_process(engine, tmp_path):
    out = tmp_path / "news"
    engine.write(frame(), out)
    assert files(out) == whole(frame(), tmp_path)
    assert parts_of(out) == []


def test_documents_come_behind_those_that_stand(engine, tmp_path):
    out = tmp_path / "news"
    engine.write(frame().head(40), out, mode="append")
    engine.write(frame().tail(20), out, mode="append")
    assert files(out) == whole(frame(), tmp_path)
    before = files(out)
    with pytest.raises(Exception, match="d010"):
        engine.write(frame().slice(10, 1), out, mode="append")
    assert files(out) == before


def test_a_worker_that_fails_after_it_had_written_is_tried_again(engine, tmp_path, monkeypatch):
    out = tmp_path / "news"
    engine.write(frame().head(5), out)
    engine.breaks(monkeypatch)
    engine.write(frame(), out)
    assert (tmp_path / "failed").exists()
    assert files(out) == whole(frame(), tmp_path)
    assert parts_of(out) == []


def test_what_is_as_it_was_is_taken_over(engine, tmp_path):
    out = tmp_path / "news"
    engine.write(frame(), out, incremental=True)
    first = {part.name for part in parts_of(out)}
    assert first and files(out) == whole(frame(), tmp_path)
    changed = frame(changed=[33])
    engine.write(changed, out, incremental=True)
    second = {part.name for part in parts_of(out)}
    assert files(out) == whole(changed, tmp_path)
    assert len(second - first) == 1 and len(first & second) == len(first) - 1


def test_a_dataset_is_read_by_spark(tmp_path):
    session = Spark().session
    jadval.extract(frame()).write(tmp_path / "news")
    for table in jadval.schema():
        name = table["name"] if isinstance(table, dict) else table
        rows = session.read.parquet(str(tmp_path / "news" / f"{name}.parquet"))
        assert not any("decimal" in kind for _, kind in rows.dtypes), rows.dtypes
        assert rows.count() == len(jadval.read(tmp_path / "news")[name])
