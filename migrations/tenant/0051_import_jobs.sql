-- Imports of large files, which run as jobs.
CREATE TABLE import_jobs (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  duplicate_skus TEXT NOT NULL,
  dry_run INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  position INTEGER NOT NULL,
  total INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  counts TEXT NOT NULL,
  columns TEXT NOT NULL,
  ignored_columns TEXT NOT NULL,
  problem TEXT,
  requested_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  received_at TEXT NOT NULL,
  finished_at TEXT,
  settled INTEGER NOT NULL
) STRICT;
-- Few jobs are not settled: they have not ended, or have rows that are still to be removed.
CREATE INDEX import_jobs_unsettled ON import_jobs (id) WHERE settled = 0;
CREATE TABLE import_items (
  job_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  item TEXT NOT NULL,
  PRIMARY KEY (job_id, position)
) STRICT;
-- The worst outcome of each product, where a product can have several items.
CREATE TABLE import_outcomes (
  job_id TEXT NOT NULL,
  product TEXT NOT NULL,
  outcome TEXT NOT NULL,
  PRIMARY KEY (job_id, product)
) STRICT, WITHOUT ROWID;
-- The errors and warnings of the report.
CREATE TABLE import_findings (
  job_id TEXT NOT NULL,
  list TEXT NOT NULL,
  number INTEGER NOT NULL,
  finding TEXT NOT NULL,
  PRIMARY KEY (job_id, list, number)
) STRICT, WITHOUT ROWID;
