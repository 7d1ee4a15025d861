-- Figures that contradict one another
-- Two figures of one document that are of the same property and subject, at the same time, with another value: both with their sources.
-- Sums that do not fit are in mistakes.
SELECT f.property, f.subject_id AS subject, o.value, o.text, p.speaker_id AS claimed_by, f.value AS other_value, f.text AS other_text, s.speaker_id AS other_claimed_by, f.doc_id, o.char_start, f.char_start AS other_char_start
FROM findings x JOIN figures f ON f.figure_id = x.row_id JOIN figures o ON o.doc_id = f.doc_id AND o.property = f.property AND o.subject_id = f.subject_id LEFT JOIN statements s ON s.statement_id = f.statement_id LEFT JOIN statements p ON p.statement_id = o.statement_id
WHERE x."check" = 'conflicting-claims' AND o.value <> f.value AND o.char_start < f.char_start
ORDER BY f.doc_id, o.char_start, other_char_start
