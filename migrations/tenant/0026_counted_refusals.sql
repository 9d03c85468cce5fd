-- Refusals of a flood are counted. What an entry counts, as JSON; null for an entry of one action.
ALTER TABLE audit_log ADD COLUMN counted TEXT;
