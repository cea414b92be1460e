-- Schema 4: documents that Documo's events don't bring are fetched, and alerts wait for them. The older
-- rows are filled in by fb-older-faxes.c, then 4-indexes.sql makes the indexes.
ALTER TABLE fax ADD COLUMN fetch_state INTEGER NOT NULL DEFAULT 0;     -- of FbFetchState
ALTER TABLE fax ADD COLUMN fetch_at INTEGER NOT NULL DEFAULT 0;        -- when it is due
ALTER TABLE fax ADD COLUMN fetch_attempts INTEGER NOT NULL DEFAULT 0;  -- those that have failed
ALTER TABLE fax ADD COLUMN alert_kind INTEGER NOT NULL DEFAULT 0;      -- what is still to be alerted of
ALTER TABLE fax ADD COLUMN alert_at INTEGER NOT NULL DEFAULT 0;        -- when, at the latest
