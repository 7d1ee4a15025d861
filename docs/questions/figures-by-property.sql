-- What the figures are figures of
-- One row is a figure whose property the text tells, with whose it is, where, when, how real, and who claims it.
SELECT f.property, f.subject_id AS subject, f.subject_text, f.value, f.lower, f.upper, f.unit, f.text, f.item_text AS item, f.place_id AS place, d.start_date AS date, f.status, s.speaker_id AS claimed_by, f.doc_id, f.char_start
FROM figures f LEFT JOIN dates d ON d.date_id = f.date_id LEFT JOIN statements s ON s.statement_id = f.statement_id
WHERE f.property IS NOT NULL
ORDER BY f.property, f.subject_id, f.doc_id, f.char_start
