PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
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
, is_open INTEGER, opened_at INTEGER NOT NULL DEFAULT 0, done_at INTEGER NOT NULL DEFAULT 0, done_by TEXT, note TEXT, has_document INTEGER, number TEXT) STRICT;
INSERT INTO fax VALUES(1,'in-1',0,1,4,'success','+18332394039','702422','702432',NULL,NULL,3,3,1,1780000000000000,1780000000500000,NULL,0,1780000000000000,0,1,1,1,1780000000000000,0,NULL,NULL,1,'702422');
INSERT INTO fax VALUES(2,'in-2',0,1,5,'failed','+18332394039','702422',NULL,NULL,NULL,-1,-1,1,1780000001000000,0,'Line busy',0,1780000001000000,1,2,2,0,1780000001000000,1780000009000000,'Ada','Called back',0,'702422');
INSERT INTO fax VALUES(3,'out-1',0,2,3,'transmitting','+15550100','+18332394039',NULL,'Somebody','Something',1,0,2,1780000002000000,0,NULL,0,1780000002000000,1,0,3,0,0,0,NULL,NULL,0,'15550100');
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
INSERT INTO event VALUES(1,'in-1',0,NULL,0,1780000000000000,X'01',X'7b226d6573736167654964223a22696e2d31222c22737461747573223a2273756363657373227d');
INSERT INTO event VALUES(2,'in-2',0,'fax.v1.inbound.complete',0,1780000001000000,X'02',X'7b226d6573736167654964223a22696e2d32222c22737461747573223a226661696c6564227d');
INSERT INTO event VALUES(3,'out-1',0,'fax.v1.outbound.queue',0,1780000002000000,X'03',X'7b226d6573736167654964223a226f75742d31222c22737461747573223a227472616e736d697474696e67227d');
INSERT INTO event VALUES(4,NULL,1,'number.created',0,1780000003000000,X'04',NULL);
INSERT INTO event VALUES(5,'in-2',3,'noted',2,1780000008000000,X'05',X'7b2277686f223a22416461222c226e6f7465223a2243616c6c6564206261636b222c226e6f6e6365223a223030303030303030303030303030303030303030303030303030303030303031227d');
INSERT INTO event VALUES(6,'in-2',3,'done',2,1780000009000000,X'06',X'7b2277686f223a22416461222c226e6f7465223a6e756c6c2c226e6f6e6365223a223030303030303030303030303030303030303030303030303030303030303032227d');
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
INSERT INTO attachment VALUES(1,1,'faxes/2026/05/2026-05-28 inbound 702422 in-1.pdf','application/pdf',4,'9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',1780000000000000);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('fax',3);
CREATE INDEX fax_unreadable ON fax (id) WHERE kind <> 0;
CREATE INDEX fax_by_kind ON fax (direction, status, is_read, is_open);
CREATE INDEX fax_by_time ON fax (
  CASE WHEN created_at BETWEEN 1 AND received_at THEN created_at ELSE received_at END,
  id, direction, status, is_read, is_open, has_document);
CREATE INDEX fax_open ON fax (opened_at) WHERE is_open = 1;
CREATE INDEX fax_by_number ON fax (number) WHERE number IS NOT NULL;
CREATE INDEX event_by_message ON event (message_id);
COMMIT;
