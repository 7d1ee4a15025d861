-- Who says what
-- One row is a statement with a source that is named, or hearsay. Who is asked for one source adds --where "speaker = '…'"; joint
-- speakers stand in one cell.
SELECT STRING_AGG(k.entity_id, ', ') AS speaker, s.speaker_text, s.act, s.form, s.text AS content, s.cue_text AS cue, d.start_date AS said_on, s.doc_id, s.char_start
FROM statements s LEFT JOIN statement_speakers k ON k.statement_id = s.statement_id LEFT JOIN dates d ON d.date_id = s.date_id
GROUP BY s.statement_id, s.speaker_text, s.act, s.form, s.text, s.cue_text, d.start_date, s.doc_id, s.char_start
ORDER BY s.doc_id, s.char_start
