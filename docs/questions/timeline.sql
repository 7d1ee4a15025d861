-- What happened, in the order of its days
-- One row is an event whose day the text tells. Those without one are in the table events; a day that is wrong in the source is
-- as it is written there (see mistakes).
SELECT v.start_date, v.end_date, v.type, v.status, v.text AS event, STRING_AGG(p.entity_id, ', ') AS who, v.place_id AS place, v.doc_id, v.char_start
FROM events v LEFT JOIN event_participants p ON p.event_id = v.event_id
WHERE v.start_date IS NOT NULL
GROUP BY v.event_id, v.start_date, v.end_date, v.type, v.status, v.text, v.place_id, v.doc_id, v.char_start
ORDER BY v.start_date, v.doc_id, v.char_start
