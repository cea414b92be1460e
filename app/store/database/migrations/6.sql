-- Schema 6: what is found out of a document after it came, and how somebody wants to see it.
--
-- Neither is an event, for it isn't what was said of a fax. Pages can be counted again at any time,
-- from the document. A view is kept here alone: it outlives damage where its row can be read (see
-- fb-salvage.c), and is plain again where the row is made anew from events and documents.
--
-- Adding them changes no row, however many there are, and there is no index over them: which
-- documents are not counted is looked for among the newest alone (see fb-page-query.c).
ALTER TABLE attachment ADD COLUMN pages INTEGER;  -- null: not counted; -1: nothing can be shown
ALTER TABLE attachment ADD COLUMN rotation INTEGER NOT NULL DEFAULT 0;  -- 0, 90, 180, 270 degrees
ALTER TABLE attachment ADD COLUMN is_inverted INTEGER NOT NULL DEFAULT 0;
