-- Schema 4, when the new columns of the older rows have been filled in.

-- Finds what is due, those first that have been so for the shortest time.
CREATE INDEX fax_to_fetch ON fax (fetch_at, id, fetch_state) WHERE fetch_state IN (1, 2);

-- Finds the few whose alert waits.
CREATE INDEX fax_alert ON fax (alert_at) WHERE alert_kind <> 0;
