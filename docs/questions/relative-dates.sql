-- relative-dates
-- x
SELECT COUNT(*) AS n FROM documents
