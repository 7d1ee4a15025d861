-- Casualties: how many, of whom, and who says so
-- Killed, wounded, missing, captured and detained. A subject is the side that lost; without a source it is the author who says it.
SELECT f.property, f.subject_id AS side, f.subject_text, f.value, f.lower, f.upper, f.unit, f.text, f.item_text AS item, f.place_id AS place, d.start_date AS date, f.status, s.speaker_id AS claimed_by, s.speaker_text AS source, f.doc_id, f.char_start
FROM figures f LEFT JOIN dates d ON d.date_id = f.date_id LEFT JOIN statements s ON s.statement_id = f.statement_id
WHERE f.property IN ('killed', 'wounded', 'missing', 'captured', 'detained')
ORDER BY f.property, f.doc_id, f.char_start
