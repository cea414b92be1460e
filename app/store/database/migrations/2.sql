-- Schema 2: the order of faxes. A fax's own time is the earlier of its being made at Documo and its
-- coming in here; faxes of one time are ordered by their number. The index serves that order, and has
-- what the filters look at, so that a list of a million faxes is read without touching their rows.
--
-- The expression is the one in fb-fax-query.c, to the letter: that is how SQLite knows it again. No
-- generated column, since a damaged database is saved column by column.
CREATE INDEX fax_by_time ON fax (
  CASE WHEN created_at BETWEEN 1 AND received_at THEN created_at ELSE received_at END,
  id, direction, status, is_read);

-- Finds the few deliveries that could not be understood, which are read again at each start.
CREATE INDEX fax_unreadable ON fax (id) WHERE kind <> 0;
