-- Schema 1: the first. A migration runs in one transaction; the number of the last one that ran is
-- the database's user_version. Numbers that stand for words are those of the enumerations in
-- app/fax. Times are microseconds since 1970 UTC; 0 where none is known.

-- One row a fax: its newest state.
CREATE TABLE fax (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- in the order in which faxes were first heard of
  message_id TEXT NOT NULL UNIQUE,
  kind INTEGER NOT NULL,
  direction INTEGER NOT NULL,
  status INTEGER NOT NULL,
  status_name TEXT,
  fax_number TEXT,
  caller_id TEXT,
  csid TEXT,
  recipient_name TEXT,
  subject TEXT,
  pages_count INTEGER NOT NULL,
  pages_complete INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  resolved_at INTEGER NOT NULL,
  failure TEXT,
  is_file_purged INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  is_read INTEGER NOT NULL,
  occasion INTEGER NOT NULL,             -- what the bell last had to ring for
  event_id INTEGER NOT NULL REFERENCES event (id)  -- the event that this state was read from
) STRICT;

-- Serves the filters and their counts without touching the rows.
CREATE INDEX fax_by_kind ON fax (direction, status, is_read);

-- Every delivery that was kept, as it came. Nothing is ever changed here.
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  message_id TEXT,                       -- null in events that are no faxes
  kind INTEGER NOT NULL,
  name TEXT,
  road INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  digest BLOB NOT NULL UNIQUE,           -- of name, JSON and documents: tells a delivery seen before
  json BLOB
) STRICT;

-- The documents on disk.
CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  fax_id INTEGER NOT NULL REFERENCES fax (id),
  path TEXT NOT NULL,                    -- relative to the data folder
  media_type TEXT NOT NULL,              -- by content
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  UNIQUE (fax_id, sha256)
) STRICT;
