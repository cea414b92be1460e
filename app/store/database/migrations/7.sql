-- Schema 7: faxes that a desk sends to itself, to test the way. They are in no count and no export;
-- the event by which one came says the same (FB_ROAD_TEST), from which it is marked again.
--
-- Adding it changes no row, however many there are, and there is no index over it: tests are found by
-- their names (FB_TEST_PREFIX), which the index of message ids has.
ALTER TABLE fax ADD COLUMN is_test INTEGER NOT NULL DEFAULT 0;
