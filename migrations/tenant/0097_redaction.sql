-- Whether the person was erased from an aggregate.
ALTER TABLE aggregates ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;

-- The customer or order that a shopper's entry is about, by which an erasure finds it. The salt keeps an entry's hash from being
-- guessed once its address is gone. An erased entry keeps its hash, and names the entry that says what was erased.
ALTER TABLE audit_log ADD COLUMN subject TEXT;
ALTER TABLE audit_log ADD COLUMN salt TEXT;
ALTER TABLE audit_log ADD COLUMN kept_hash TEXT;
ALTER TABLE audit_log ADD COLUMN erased_by INTEGER;
ALTER TABLE audit_log ADD COLUMN erases TEXT;
CREATE INDEX audit_log_subject ON audit_log (subject, seq) WHERE subject IS NOT NULL;

UPDATE audit_log SET subject = actor ->> '$.id'
WHERE actor ->> '$.kind' = 'customer' AND actor ->> '$.id' IS NOT NULL;
UPDATE audit_log SET subject = (
  SELECT aggregate_id FROM events
  WHERE seq BETWEEN first_event AND last_event AND aggregate_type IN ('customer', 'order') ORDER BY seq LIMIT 1
) WHERE subject IS NULL AND first_event IS NOT NULL AND actor ->> '$.kind' = 'customer';
