-- figures-by-property
-- x
SELECT COUNT(*) AS n FROM documents
