-- Tenants whose rows were deleted. A message that comes late must not bring rows back.
CREATE TABLE deleted_tenants (
  tenant_id TEXT PRIMARY KEY,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
