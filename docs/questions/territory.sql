-- Territory: what was seized, lost and handed over, by whom, to whom, when
-- Seizures and cessions, with troops that enter a place.
SELECT v.type, v.status, v.text AS event, STRING_AGG(CASE WHEN p.role = 'agent' THEN COALESCE(p.entity_id, p.text) END, ', ') AS agent, STRING_AGG(CASE WHEN p.role IN ('patient', 'goods') THEN COALESCE(p.entity_id, p.text) END, ', ') AS what, STRING_AGG(CASE WHEN p.role IN ('recipient', 'counterpart') THEN COALESCE(p.entity_id, p.text) END, ', ') AS other, STRING_AGG(CASE WHEN p.role = 'origin' THEN COALESCE(p.entity_id, p.text) END, ', ') AS origin, v.place_id AS place, v.start_date, s.speaker_id AS claimed_by, v.doc_id, v.char_start
FROM events v LEFT JOIN event_participants p ON p.event_id = v.event_id LEFT JOIN statements s ON s.statement_id = v.statement_id
WHERE v.type IN ('seize', 'concede', 'mobilize')
GROUP BY v.event_id, v.type, v.status, v.text, v.place_id, v.start_date, s.speaker_id, v.doc_id, v.char_start
ORDER BY v.doc_id, v.char_start
