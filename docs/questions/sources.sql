-- Who is cited, and how often
-- All speakers of statements with their number of statements.
SELECT k.entity_id AS speaker, COUNT(*) AS statements
FROM statement_speakers k
GROUP BY k.entity_id
ORDER BY statements DESC, speaker
