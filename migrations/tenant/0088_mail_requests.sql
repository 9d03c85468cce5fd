-- Requests for a mail with a link, until a job looks whether there is somebody to get it.
CREATE TABLE mail_requests (
  id TEXT PRIMARY KEY,
  purpose TEXT NOT NULL,
  email TEXT NOT NULL,
  kind TEXT
) STRICT, WITHOUT ROWID;
