-- Which section deals with what
-- Headings with the entities that are named most below them.
WITH named AS (SELECT g.heading_id, m.entity_id, COUNT(*) AS mentions FROM mentions m JOIN segments g ON g.segment_id = m.segment_id GROUP BY g.heading_id, m.entity_id)
SELECT h.text AS heading, n.entity_id AS entity, n.mentions, h.doc_id, h.char_start
FROM segments h JOIN named n ON n.heading_id = h.segment_id
WHERE h.kind = 'heading'
ORDER BY h.doc_id, h.char_start, n.mentions DESC, entity
