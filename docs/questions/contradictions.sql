-- contradictions
-- x
SELECT COUNT(*) AS n FROM documents
