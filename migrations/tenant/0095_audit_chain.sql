-- Each audit entry carries the hash of the one before it; the object has that of the last one.
ALTER TABLE audit_log ADD COLUMN previous TEXT;
ALTER TABLE object ADD COLUMN audit_hash TEXT NOT NULL DEFAULT '';
