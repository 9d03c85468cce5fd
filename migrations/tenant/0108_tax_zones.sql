-- Tax zones that staff wrote. A country in the settings' tax rates is a zone without a row, until it is changed.
CREATE TABLE tax_zones (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  countries TEXT NOT NULL,
  rates TEXT NOT NULL
) STRICT, WITHOUT ROWID;
