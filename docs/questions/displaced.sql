-- Who was displaced: how many, from where, when
-- Refugees and the expelled.
SELECT f.value, f.lower, f.upper, f.unit, f.text, f.item_text AS item, f.subject_id AS side, f.place_id AS place, d.start_date AS date, d.end_date, f.status, s.speaker_id AS claimed_by, f.doc_id, f.char_start
FROM figures f LEFT JOIN dates d ON d.date_id = f.date_id LEFT JOIN statements s ON s.statement_id = f.statement_id
WHERE f.property = 'displaced'
ORDER BY f.doc_id, f.char_start
