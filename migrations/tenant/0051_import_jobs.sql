-- Imports of large files, which run as jobs. The rows of a file are kept until its job ends.
CREATE TABLE import_jobs (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  duplicate_skus TEXT NOT NULL,
  dry_run INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  position INTEGER NOT NULL,
  total INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  columns TEXT NOT NULL,
  ignored_columns TEXT NOT NULL,
  report TEXT,
  requested_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  finished_at TEXT
) STRICT;
-- Few are unfinished at a time.
CREATE INDEX import_jobs_unfinished ON import_jobs (id) WHERE finished_at IS NULL;
CREATE TABLE import_items (
  job_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  item TEXT NOT NULL,
  PRIMARY KEY (job_id, position)
) STRICT;
-- What a job has found so far: the worst outcome of each product, and errors and warnings.
CREATE TABLE import_outcomes (
  job_id TEXT NOT NULL,
  product TEXT NOT NULL,
  outcome TEXT NOT NULL,
  PRIMARY KEY (job_id, product)
) STRICT, WITHOUT ROWID;
CREATE TABLE import_findings (
  job_id TEXT NOT NULL,
  list TEXT NOT NULL,
  number INTEGER NOT NULL,
  finding TEXT NOT NULL,
  PRIMARY KEY (job_id, list, number)
) STRICT, WITHOUT ROWID;
