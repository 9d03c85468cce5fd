-- Reads the products of a collection in the order that staff chose.
DROP INDEX group_members_group;
CREATE INDEX group_members_group ON group_members (tenant_id, group_id, position, product_id);
