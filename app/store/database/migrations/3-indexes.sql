-- Schema 3, when the new columns of the older rows have been filled in.

-- Serves the counts without touching the rows.
CREATE INDEX fax_by_kind ON fax (direction, status, is_read, is_open);

-- See 2.sql.
CREATE INDEX fax_by_time ON fax (
  CASE WHEN created_at BETWEEN 1 AND received_at THEN created_at ELSE received_at END,
  id, direction, status, is_read, is_open, has_document);

-- Finds what waits the longest.
CREATE INDEX fax_open ON fax (opened_at) WHERE is_open = 1;

CREATE INDEX fax_by_number ON fax (number) WHERE number IS NOT NULL;

-- The history of a fax.
CREATE INDEX event_by_message ON event (message_id);
