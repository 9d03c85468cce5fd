-- Open invitations are listed, newest first.
CREATE INDEX users_status ON users (status, id);
