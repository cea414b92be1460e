-- Schema 3: what people at this desk do with a fax, and what else is looked for. The older rows are
-- filled in by fb-older-faxes.c, then 3-indexes.sql makes the indexes.
--
-- A column that older rows must be filled in for is nullable, so that those can be told which come
-- out of a damaged database of an older schema.
ALTER TABLE fax ADD COLUMN is_open INTEGER;
ALTER TABLE fax ADD COLUMN opened_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE fax ADD COLUMN done_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE fax ADD COLUMN done_by TEXT;
ALTER TABLE fax ADD COLUMN note TEXT;
ALTER TABLE fax ADD COLUMN has_document INTEGER;  -- one that can be opened
ALTER TABLE fax ADD COLUMN number TEXT;           -- the other side's, normalized

-- Both are made anew with the new columns in them.
DROP INDEX fax_by_kind;
DROP INDEX fax_by_time;
