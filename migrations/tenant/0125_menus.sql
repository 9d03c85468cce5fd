-- Menus of the store, one for each location.
CREATE TABLE menus (
  id TEXT PRIMARY KEY,
  location TEXT NOT NULL UNIQUE,
  -- The menu with its items, as JSON.
  content TEXT NOT NULL,
  state_version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
