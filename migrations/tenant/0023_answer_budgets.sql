-- Stored answers are counted by budget, so that shoppers cannot use up what orders and staff need. A row without a
-- caller counts the whole budget. Answers from before are counted as staff's.
ALTER TABLE idempotency ADD COLUMN budget TEXT NOT NULL DEFAULT 'staff';
ALTER TABLE idempotency ADD COLUMN caller TEXT NOT NULL DEFAULT '';
CREATE INDEX idempotency_shoppers ON idempotency (caller, expires_at) WHERE budget = 'shopper';

CREATE TABLE answer_budgets (
  kind TEXT NOT NULL,
  caller TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  PRIMARY KEY (kind, caller)
) STRICT, WITHOUT ROWID;
-- `idempotency_size` stays for a rollback: code from before this migration writes it.
INSERT INTO answer_budgets (kind, caller, bytes) SELECT 'staff', '', bytes FROM idempotency_size;
