-- Tables and columns take the names that the code uses.
ALTER TABLE journal RENAME TO audit_log;
DROP INDEX journal_age;
CREATE INDEX audit_log_age ON audit_log (at);

ALTER TABLE floors RENAME TO sequence_floors;

ALTER TABLE object RENAME COLUMN journal_head TO audit_head;
ALTER TABLE object RENAME COLUMN journal_began_at TO audit_began_at;
ALTER TABLE object RENAME COLUMN overtaken_at TO ahead_of_log_at;

ALTER TABLE subscriptions RENAME COLUMN rung_through TO notified_through;
ALTER TABLE subscriptions RENAME COLUMN rung_at TO notified_at;
ALTER TABLE subscriptions RENAME COLUMN unanswered TO pending;
UPDATE subscriptions SET follows = 'audit-log' WHERE follows = 'journal';

ALTER TABLE rebuild_work RENAME COLUMN rung_at TO notified_at;
ALTER TABLE rebuild_work RENAME COLUMN unanswered TO pending;

-- Scheduled jobs are known by their names.
UPDATE schedules SET name = 'trim-audit-log' WHERE name = 'forget-journal';
