-- Who accuses whom of what
-- Accusations, criticism and complaints.
SELECT s.speaker_id AS speaker, s.speaker_text, s.text AS content, s.cue_text AS cue, s.addressee_id AS addressee, d.start_date AS said_on, s.doc_id, s.char_start
FROM statements s LEFT JOIN dates d ON d.date_id = s.date_id
WHERE s.act = 'accuse'
ORDER BY s.doc_id, s.char_start
