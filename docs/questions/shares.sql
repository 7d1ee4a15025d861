-- Shares: how much of what, whose, and who says so
-- Percentages and fractions, with the words for the whole where the text has them.
SELECT f.value, f.lower, f.upper, f.text, f.property, f.of_text AS whole, f.subject_id AS subject, f.as_written, d.text AS date, s.speaker_id AS claimed_by, s.speaker_text AS source, f.doc_id, f.char_start
FROM figures f LEFT JOIN dates d ON d.date_id = f.date_id LEFT JOIN statements s ON s.statement_id = f.statement_id
WHERE f.kind IN ('percent', 'ratio')
ORDER BY f.doc_id, f.char_start
