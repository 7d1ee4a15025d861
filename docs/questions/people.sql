-- People in motion: sent, deployed, present, taking part, exchanged, released
-- How many, of whom, where, and who says so; with the killed and the missing of casualties these are all counts of people.
SELECT f.property, f.value, f.lower, f.upper, f.unit, f.text, f.item_text AS item, f.subject_id AS side, f.agent_id AS agent, f.place_id AS place, f.status, s.speaker_id AS claimed_by, s.speaker_text AS source, f.doc_id, f.char_start
FROM figures f LEFT JOIN statements s ON s.statement_id = f.statement_id
WHERE f.property IN ('sent', 'deployed', 'present', 'participants', 'exchanged', 'released', 'killed', 'missing')
ORDER BY f.doc_id, f.char_start
