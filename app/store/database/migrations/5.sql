-- Schema 5: names that people give to numbers. Each change is an event that is about no fax; this is
-- what came of them.
CREATE TABLE contact (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,           -- normalized, as in fax
  name TEXT,                             -- null if it was taken away: the event of that may be lost
  named_at INTEGER NOT NULL,
  named_by TEXT,
  event_id INTEGER NOT NULL              -- the event that named it, which may be lost, too
) STRICT;
