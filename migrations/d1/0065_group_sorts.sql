-- What lists of collections and categories are sorted by. The folded titles that this leaves as they are written are
-- replaced by the rebuild that newer code begins.
ALTER TABLE product_groups ADD COLUMN updated_at TEXT NOT NULL DEFAULT '';
UPDATE product_groups SET updated_at = COALESCE(state ->> 'updatedAt', '') WHERE deleted_at IS NULL;
CREATE INDEX product_groups_updated ON product_groups (tenant_id, kind, updated_at, id) WHERE deleted_at IS NULL;

ALTER TABLE group_handles ADD COLUMN folded_title TEXT NOT NULL DEFAULT '';
UPDATE group_handles SET folded_title = substr(lower(title), 1, 255) WHERE current = 1;
CREATE INDEX group_handles_titles ON group_handles (tenant_id, kind, folded_title, group_id) WHERE current = 1;
