-- Which media are cited, and how often
-- Media that are named, with the statements that are theirs or came through them.
WITH named AS (SELECT entity_id, COUNT(*) AS mentions FROM mentions WHERE kind = 'media' GROUP BY entity_id),
said AS (SELECT k.entity_id AS said_by, COUNT(*) AS statements FROM statement_speakers k GROUP BY k.entity_id),
through AS (SELECT s.medium_id, COUNT(*) AS carried FROM statements s WHERE s.medium_id IS NOT NULL GROUP BY s.medium_id)
SELECT named.entity_id AS medium, a.name_en, a.name_fa, named.mentions, said.statements, through.carried
FROM named LEFT JOIN actors a ON a.actor_id = named.entity_id LEFT JOIN said ON said.said_by = named.entity_id LEFT JOIN through ON through.medium_id = named.entity_id
ORDER BY named.mentions DESC, medium
