-- measures
-- x
SELECT COUNT(*) AS n FROM documents
