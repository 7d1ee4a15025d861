-- What was done later than it had to be
-- Events after the deadline of a provision that says the same.
SELECT x.message, x.row_id AS event, v.text, v.start_date, v.place_id AS place, x.doc_id, x.char_start
FROM findings x LEFT JOIN events v ON v.event_id = x.row_id
WHERE x."check" = 'late'
ORDER BY x.doc_id, x.char_start
