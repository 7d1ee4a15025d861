-- Which figures come from which source
-- One row is a figure that stands in what somebody says; hearsay has no source.
SELECT s.speaker_id AS source, s.speaker_text AS source_text, s.hearsay, f.property, f.value, f.lower, f.upper, f.unit, f.text, f.item_text AS item, f.doc_id, f.char_start
FROM figures f JOIN statements s ON s.statement_id = f.statement_id
ORDER BY f.doc_id, f.char_start
