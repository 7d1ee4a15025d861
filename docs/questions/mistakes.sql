-- What the source itself has wrong
-- Days that do not fit, sums, digits that were swapped: the finding, and the words that it is about.
SELECT x."check", x.severity, x.message, x.doc_id, x.char_start
FROM findings x
WHERE x.severity <> 'info'
ORDER BY x.doc_id, x.char_start
