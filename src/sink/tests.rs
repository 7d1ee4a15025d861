//! Datasets written, read back, replaced and refused.

use std::fs;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::compute::concat_batches;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression as Codec;
use parquet::file::metadata::ColumnChunkMetaData;
use serde_json::Value;

use super::*;
use crate::Result;
use crate::table::Table;
use crate::tables::tables;
use crate::tables::tests::built;

fn options(formats: &[Format]) -> Options {
    let provenance = Provenance {
        name: "Sample set".to_owned(),
        title: Some("A \"sample\"".to_owned()),
        rules_hash: "abc".to_owned(),
        ..Provenance::default()
    };
    Options { formats: formats.to_vec(), provenance, part_rows: Options::PART_ROWS }
}

fn write(out: &Path, batches: &[&[&str]]) -> Result<Summary> {
    let mut writer = DatasetWriter::create(out, options(&[Format::Csv, Format::Parquet]))?;
    for doc_ids in batches {
        writer.write(&built(doc_ids))?;
    }
    writer.finish()
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn parquet(path: &Path) -> RecordBatch {
    let reader =
        ParquetRecordBatchReaderBuilder::try_new(fs::File::open(path).unwrap()).unwrap().build().unwrap();
    let schema = arrow::array::RecordBatchReader::schema(&reader);
    let batches: Vec<RecordBatch> = reader.map(|batch| batch.unwrap()).collect();
    concat_batches(&schema, &batches).unwrap()
}

fn csv(path: &Path, table: &Table) -> RecordBatch {
    // Without a time zone database Arrow reads no zoned timestamps, so that column is read as text.
    let fields: Vec<_> = table
        .arrow_schema()
        .fields()
        .iter()
        .map(|field| match field.name().as_str() {
            "instant" => Arc::new(field.as_ref().clone().with_data_type(arrow::datatypes::DataType::Utf8)),
            _ => Arc::clone(field),
        })
        .collect();
    let schema = Arc::new(arrow::datatypes::Schema::new(fields));
    let file = BufReader::new(fs::File::open(path).unwrap());
    let reader = arrow::csv::ReaderBuilder::new(Arc::clone(&schema)).with_header(true).build(file).unwrap();
    let batches: Vec<RecordBatch> = reader.map(|batch| batch.unwrap()).collect();
    concat_batches(&schema, &batches).unwrap()
}

#[test]
fn what_is_written_reads_back() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("deep/er/sample");
    let summary = write(&out, &[&["one", "two"]]).unwrap();
    let expected = built(&["one", "two"]);
    for (table, batch) in tables().iter().zip(expected.batches()) {
        assert_eq!(summary.rows_of(table.name), batch.num_rows() as u64, "{}", table.name);
        let read = parquet(&out.join(Format::Parquet.file_name(table.name)));
        assert_eq!(read.columns(), batch.columns(), "{}", table.name);
        assert_eq!(read.schema().fields(), table.arrow_schema().fields(), "{}", table.name);
        let read = csv(&out.join(Format::Csv.file_name(table.name)), table);
        for (column, (written, read)) in table.columns().zip(batch.columns().iter().zip(read.columns())) {
            if column.name == "instant" {
                let read = arrow::array::AsArray::as_string::<i32>(read);
                assert_eq!(read.value(0), "2020-11-09T21:00:00Z");
            } else {
                assert_eq!(written, read, "{}.{}", table.name, column.name);
            }
        }
    }
    assert_eq!(names(out.parent().unwrap()), ["sample"]);
}

#[test]
fn an_empty_dataset_keeps_its_types() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("empty");
    write(&out, &[]).unwrap();
    for table in tables() {
        let read = parquet(&out.join(Format::Parquet.file_name(table.name)));
        assert_eq!(read.schema().fields(), table.arrow_schema().fields());
        assert_eq!(read.num_rows(), 0);
    }
}

#[test]
fn bytes_depend_neither_on_batches_nor_on_the_place() {
    let parent = tempfile::tempdir().unwrap();
    let (one, other) = (parent.path().join("one"), parent.path().join("other"));
    write(&one, &[&["a", "b"], &["c"]]).unwrap();
    write(&other, &[&["a"], &[], &["b", "c"]]).unwrap();
    // Every batch of the sample brings one reject, so only that table and its description may differ.
    let free =
        |name: &str| !name.starts_with("rejects") && (name.ends_with(".csv") || name.ends_with(".parquet"));
    for (a, b) in files(&one).into_iter().zip(files(&other)) {
        assert_eq!(a.0, b.0);
        assert!(!free(&a.0) || a.1 == b.1, "{} differs", a.0);
    }
    write(&other, &[&["a", "b"], &["c"]]).unwrap();
    assert_eq!(files(&one), files(&other));
}

#[test]
fn sums_and_descriptions_match_the_files() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("sample");
    write(&out, &[&["one"]]).unwrap();
    let sums = fs::read_to_string(out.join("SHA256SUMS")).unwrap();
    let listed: Vec<(&str, &str)> = sums.lines().map(|line| line.split_once("  ").unwrap()).collect();
    assert!(listed.is_sorted_by_key(|&(_, name)| name));
    for (name, bytes) in files(&out) {
        let sum = listed.iter().find(|(_, listed)| *listed == name).map(|&(sum, _)| sum.to_owned());
        let actual: String =
            sha2::Digest::finalize(sha2::Digest::chain_update(<sha2::Sha256 as sha2::Digest>::new(), &bytes))
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
        assert_eq!(sum, (name != "SHA256SUMS").then_some(actual), "{name}");
    }
    let package: Value = serde_json::from_slice(&fs::read(out.join("datapackage.json")).unwrap()).unwrap();
    assert_eq!(package["name"], "sample-set");
    for resource in package["resources"].as_array().unwrap() {
        let path = resource["path"].as_str().unwrap();
        // frictionless refuses bytes of Parquet files, which it does not count.
        let bytes = (resource["format"] == "csv").then(|| fs::metadata(out.join(path)).unwrap().len());
        assert_eq!(resource.get("bytes").and_then(Value::as_u64), bytes);
        let sum = listed.iter().find(|(_, name)| *name == path).unwrap().0;
        assert_eq!(resource["hash"], format!("sha256:{sum}"));
    }
    let croissant: Value = serde_json::from_slice(&fs::read(out.join("croissant.json")).unwrap()).unwrap();
    assert_eq!(croissant["recordSet"].as_array().unwrap().len(), tables().len());
    let card = fs::read_to_string(out.join("README.md")).unwrap();
    assert!(card.starts_with("---\nlicense: \"unknown\"\n"));
    assert!(card.contains("pretty_name: \"A \\\"sample\\\"\"\n"));
    let reader =
        ParquetRecordBatchReaderBuilder::try_new(fs::File::open(out.join("dates.parquet")).unwrap()).unwrap();
    let metadata = reader.metadata().file_metadata().key_value_metadata().unwrap();
    assert!(metadata.iter().any(|pair| pair.key == "jadval.rules" && pair.value.as_deref() == Some("abc")));
}

#[test]
fn a_folder_with_foreign_files_is_refused_and_kept() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("sample");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("README.md"), "mine").unwrap();
    let error = write(&out, &[]).unwrap_err();
    assert!(error.is_configuration() && error.to_string().contains("README.md"), "{error}");
    assert_eq!(files(&out), [("README.md".to_owned(), b"mine".to_vec())]);

    fs::remove_file(out.join("README.md")).unwrap();
    write(&out, &[&["one"]]).unwrap();
    fs::write(out.join("notes.txt"), "mine").unwrap();
    let error = write(&out, &[]).unwrap_err();
    assert!(error.is_configuration() && error.to_string().contains("notes.txt"), "{error}");
    assert_eq!(fs::read_to_string(out.join("notes.txt")).unwrap(), "mine");
    assert_eq!(names(parent.path()), ["sample"]);
}

#[test]
fn a_file_in_the_place_of_the_folder_is_refused() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("sample");
    fs::write(&out, "mine").unwrap();
    assert!(write(&out, &[]).unwrap_err().is_configuration());
    assert_eq!(fs::read_to_string(&out).unwrap(), "mine");
}

#[test]
fn a_dataset_that_is_not_finished_leaves_the_old_one() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("sample");
    write(&out, &[&["one"]]).unwrap();
    let old = files(&out);
    let mut writer = DatasetWriter::create(&out, options(&[Format::Csv])).unwrap();
    writer.write(&built(&["two"])).unwrap();
    assert_eq!(files(&out), old);
    drop(writer);
    assert_eq!(files(&out), old);
    assert_eq!(names(parent.path()), ["sample"]);

    // Files that appear while a dataset is in the making stop it at the last step.
    let writer = DatasetWriter::create(&out, options(&[Format::Csv])).unwrap();
    fs::write(out.join("notes.txt"), "mine").unwrap();
    assert!(writer.finish().unwrap_err().is_configuration());
    assert_eq!(names(parent.path()), ["sample"]);
    fs::remove_file(out.join("notes.txt")).unwrap();
    assert_eq!(files(&out), old);
}

#[test]
fn fewer_formats_leave_no_old_files() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("sample");
    write(&out, &[&["one"]]).unwrap();
    DatasetWriter::create(&out, options(&[Format::Csv])).unwrap().finish().unwrap();
    assert!(!names(&out).iter().any(|name| name.ends_with(".parquet")));
    assert!(DatasetWriter::create(&out, options(&[])).err().is_some_and(|error| error.is_configuration()));
}

#[test]
fn a_crash_between_the_two_renames_is_mended_by_the_next_run() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("sample");
    write(&out, &[&["one"]]).unwrap();
    let old = files(&out);
    fs::rename(&out, parent.path().join(".jadval-sample-previous")).unwrap();
    drop(DatasetWriter::create(&out, options(&[Format::Csv])).unwrap());
    assert_eq!(files(&out), old);
    assert_eq!(names(parent.path()), ["sample"]);
}

#[test]
fn a_table_with_many_rows_is_a_folder_of_parts() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("sample");
    let write = |part_rows: usize, ids: &[&[&str]]| {
        let options = Options { part_rows, ..options(&[Format::Parquet, Format::Csv]) };
        let mut writer = DatasetWriter::create(&out, options).unwrap();
        ids.iter().for_each(|ids| writer.write(&built(ids)).unwrap());
        writer.finish().unwrap()
    };
    let ids = ["one", "two", "three", "four", "five"];
    let whole = write(Options::PART_ROWS, &[&ids]);
    let documents = parquet(&out.join("documents.parquet"));
    let at_once = {
        write(2, &[&ids]);
        files(&out.join("documents"))
    };
    // Neither how documents are batched nor what stood there before changes a byte.
    assert_eq!(write(2, &[&ids[..1], &ids[1..]]).rows_of("texts"), whole.rows_of("texts"));
    assert!(at_once == files(&out.join("documents")));

    assert_eq!(
        names(&out.join("documents")),
        ["part-00000.parquet", "part-00001.parquet", "part-00002.parquet"]
    );
    assert!(!out.join("documents.parquet").exists() && out.join("documents.csv").is_file());
    let parts: Vec<_> =
        names(&out.join("documents")).iter().map(|name| parquet(&out.join("documents").join(name))).collect();
    assert_eq!(parts.iter().map(RecordBatch::num_rows).collect::<Vec<_>>(), [2, 2, 1]);
    assert_eq!(concat_batches(&documents.schema(), &parts).unwrap(), documents);

    let sums = fs::read_to_string(out.join("SHA256SUMS")).unwrap();
    assert!(sums.contains("  documents/part-00002.parquet\n"), "{sums}");
    let package: Value =
        serde_json::from_str(&fs::read_to_string(out.join("datapackage.json")).unwrap()).unwrap();
    let resource = &package["resources"][0];
    assert_eq!(resource["path"][2], "documents/part-00002.parquet");
    assert!(resource["hash"].is_null() && resource["rows"] == 5, "{resource}");
    let croissant = fs::read_to_string(out.join("croissant.json")).unwrap();
    assert!(croissant.contains("documents/*.parquet") && croissant.contains("cr:FileSet"));
    assert!(fs::read_to_string(out.join("README.md")).unwrap().contains("data_files: documents/*.parquet"));

    // A part that no list names is nobody's to remove.
    fs::write(out.join("documents/notes.txt"), "mine").unwrap();
    let refused = DatasetWriter::create(&out, options(&[Format::Csv])).err().unwrap();
    assert!(refused.to_string().contains("documents/notes.txt"), "{refused}");
    fs::remove_file(out.join("documents/notes.txt")).unwrap();
    write(5, &[&ids]);
    assert!(out.join("documents.parquet").is_file() && !out.join("documents").exists());
}

/// The codecs of the columns of a Parquet file.
fn codecs(path: &Path) -> Vec<Codec> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(fs::File::open(path).unwrap()).unwrap();
    let groups = reader.metadata().row_groups().iter();
    groups.flat_map(|group| group.columns().iter().map(ColumnChunkMetaData::compression)).collect()
}

#[test]
fn rows_are_the_same_however_they_are_compressed() {
    let parent = tempfile::tempdir().unwrap();
    let zstd = parent.path().join("zstd");
    write(&zstd, &[&["one", "two"]]).unwrap();
    for compression in Compression::ALL {
        let out = parent.path().join(compression.name());
        let mut options = options(&[Format::Csv, Format::Parquet]);
        options.provenance.compression = compression;
        let mut writer = DatasetWriter::create(&out, options).unwrap();
        writer.write(&built(&["one", "two"])).unwrap();
        writer.finish().unwrap();
        for table in tables() {
            let name = Format::Parquet.file_name(table.name);
            assert_eq!(parquet(&out.join(&name)), parquet(&zstd.join(&name)), "{name}");
            assert!(codecs(&out.join(&name)).iter().all(|&codec| codec == compression.codec()), "{name}");
        }
        let package: Value =
            serde_json::from_slice(&fs::read(out.join("datapackage.json")).unwrap()).unwrap();
        assert_eq!(package["jadval"]["compression"], compression.name());
    }
}

#[test]
fn neither_threads_nor_batches_change_a_byte_of_full_row_groups() {
    let parent = tempfile::tempdir().unwrap();
    let ids: Vec<String> = (0..300).map(|n| n.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let at_once = [built(&ids)];
    let cut: Vec<_> = ids.chunks(70).map(built).collect();
    // More than two row groups of segments, of which there are three in a document.
    let times = 2 * row_groups::ROWS / (3 * ids.len()) + 1;
    let mut all = Vec::new();
    for (threads, batches) in [(1, &at_once[..]), (2, &at_once), (7, &at_once), (1, &cut), (7, &cut)] {
        let out = parent.path().join(format!("{threads}-{}", batches.len()));
        let mut writer = DatasetWriter::create(&out, options(&[Format::Csv, Format::Parquet])).unwrap();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            (0..times).for_each(|_| batches.iter().for_each(|batch| writer.write(batch).unwrap()));
            writer.finish().unwrap()
        });
        let segments = ParquetRecordBatchReaderBuilder::try_new(
            fs::File::open(out.join(Format::Parquet.file_name("segments"))).unwrap(),
        );
        let groups = segments
            .unwrap()
            .metadata()
            .row_groups()
            .iter()
            .map(|group| group.num_rows())
            .collect::<Vec<_>>();
        assert_eq!(groups[..2], [row_groups::ROWS as i64; 2]);
        // The rejects that come with every batch are more where there are more batches.
        let kept =
            |(name, _): &(String, Vec<u8>)| name.starts_with("segments.") || name.starts_with("dates.");
        all.push(files(&out).into_iter().filter(kept).collect::<Vec<_>>());
    }
    assert_eq!(all[0].len(), 4);
    assert!(all.windows(2).all(|two| two[0] == two[1]));
}

#[test]
fn a_flush_ends_row_groups_and_changes_no_row() {
    let parent = tempfile::tempdir().unwrap();
    let (whole, cut) = (parent.path().join("whole"), parent.path().join("cut"));
    write(&whole, &[&["one"], &["two"]]).unwrap();
    let mut writer = DatasetWriter::create(&cut, options(&[Format::Csv, Format::Parquet])).unwrap();
    writer.write(&built(&["one"])).unwrap();
    writer.flush().unwrap();
    writer.write(&built(&["two"])).unwrap();
    writer.finish().unwrap();
    let groups = |folder: &Path, table: &str| {
        let file = fs::File::open(folder.join(Format::Parquet.file_name(table))).unwrap();
        ParquetRecordBatchReaderBuilder::try_new(file).unwrap().metadata().num_row_groups()
    };
    assert_eq!((groups(&whole, "segments"), groups(&cut, "segments")), (1, 2));
    for table in tables() {
        let (file, lines) = (Format::Parquet.file_name(table.name), Format::Csv.file_name(table.name));
        assert_eq!(parquet(&whole.join(&file)), parquet(&cut.join(&file)), "{}", table.name);
        assert_eq!(fs::read(whole.join(&lines)).unwrap(), fs::read(cut.join(&lines)).unwrap());
    }
}
