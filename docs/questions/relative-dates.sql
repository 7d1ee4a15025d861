-- Which day is meant by «yesterday», «last week», «three years ago»
-- Relative dates with the days that they come to, and the row or the reference day that they are counted from.
SELECT d.text, d.kind, d.resolution, d.start_date, d.end_date, d.duration, d.anchor_id, a.text AS counted_from, d.doc_id, d.char_start
FROM dates d LEFT JOIN dates a ON a.date_id = d.anchor_id
WHERE d.resolution IN ('relative', 'unresolved')
ORDER BY d.doc_id, d.char_start
