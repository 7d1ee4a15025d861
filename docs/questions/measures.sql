-- What is measured: lengths, areas, capacities, diameters
-- One row is a measure with a unit, what it measures and of what.
SELECT f.property, f.subject_id AS subject, f.subject_text, f.value, f.lower, f.upper, f.unit, f.text, f.place_id AS place, f.status, s.speaker_id AS claimed_by, f.doc_id, f.char_start
FROM figures f LEFT JOIN statements s ON s.statement_id = f.statement_id
WHERE f.kind NOT IN ('count', 'money', 'percent', 'ratio', 'other')
ORDER BY f.doc_id, f.char_start
