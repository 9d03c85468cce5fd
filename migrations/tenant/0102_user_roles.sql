-- Which users have a role.
CREATE INDEX users_role ON users (role);
