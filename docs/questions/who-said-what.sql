-- who-said-what
-- x
SELECT COUNT(*) AS n FROM documents
