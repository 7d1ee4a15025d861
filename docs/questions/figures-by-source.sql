-- figures-by-source
-- x
SELECT COUNT(*) AS n FROM documents
