-- What an entry counts, as JSON: refusals of a flood. Null for an entry of one action.
ALTER TABLE audit ADD COLUMN counted TEXT;
