-- Schema 4: documents that Documo's events don't bring are fetched, and the bell waits for them. The
-- older rows are filled in by fb-older-faxes.c, then 4-indexes.sql makes the indexes.
ALTER TABLE fax ADD COLUMN fetch_state INTEGER NOT NULL DEFAULT 0;     -- of FbFetchState
ALTER TABLE fax ADD COLUMN fetch_at INTEGER NOT NULL DEFAULT 0;        -- when it is due
ALTER TABLE fax ADD COLUMN fetch_attempts INTEGER NOT NULL DEFAULT 0;  -- those that have failed
ALTER TABLE fax ADD COLUMN alert_kind INTEGER NOT NULL DEFAULT 0;      -- what the bell is still to ring for
ALTER TABLE fax ADD COLUMN alert_at INTEGER NOT NULL DEFAULT 0;        -- when, at the latest
