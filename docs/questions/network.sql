-- Who appears with whom
-- Pairs of actors by the number of sentences that name both.
WITH named AS (SELECT DISTINCT segment_id, entity_id FROM mentions WHERE kind <> 'place'),
pairs AS (SELECT a.entity_id AS one, b.entity_id AS other FROM named a JOIN named b ON a.segment_id = b.segment_id)
SELECT one, other, COUNT(*) AS sentences
FROM pairs
WHERE one < other
GROUP BY one, other
ORDER BY sentences DESC, one, other
