-- Roles that a tenant has made. Users and keys refer to them by name.
CREATE TABLE roles (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  content TEXT NOT NULL,
  state_version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX roles_name ON roles (name);

-- Which keys have a role.
CREATE INDEX api_keys_role ON api_keys (role);
