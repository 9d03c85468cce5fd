-- The seq of the last event of a transaction whose events take effect together. Null for all others.
ALTER TABLE events ADD COLUMN commit_seq INTEGER;
