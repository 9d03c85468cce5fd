-- The rebuild that may write: the object's latest, as far as its workers know. Pages of a rebuild that another one has
-- replaced fail their batch.
ALTER TABLE rebuilds ADD COLUMN current INTEGER NOT NULL DEFAULT 0;
