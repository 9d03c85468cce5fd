-- Promotions, the codes that shoppers enter, and what orders have used of them.
CREATE TABLE promotions (
  id TEXT PRIMARY KEY,
  content TEXT NOT NULL,
  state_version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE promotion_codes (
  -- The code as it is compared: without regard to case.
  key TEXT PRIMARY KEY,
  code TEXT NOT NULL,
  promotion_id TEXT NOT NULL,
  -- Whether one order may use it: it was generated.
  single_use INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX promotion_codes_promotion ON promotion_codes (promotion_id, key);

-- Codes that were generated together.
CREATE TABLE promotion_code_batches (
  id TEXT PRIMARY KEY,
  promotion_id TEXT NOT NULL,
  content TEXT NOT NULL,
  state_version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX promotion_code_batches_promotion ON promotion_code_batches (promotion_id);

-- What an order uses of a promotion. A cancelled order gives it back.
CREATE TABLE promotion_uses (
  order_id TEXT NOT NULL,
  promotion_id TEXT NOT NULL,
  -- The code that was entered, as its promotion spells it and as it is compared. Null without one.
  code TEXT,
  code_key TEXT,
  amount INTEGER NOT NULL,
  currency TEXT NOT NULL,
  returned INTEGER NOT NULL,
  -- Who placed the order. Both are null once that person was erased.
  customer_id TEXT,
  email_key TEXT,
  PRIMARY KEY (order_id, promotion_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX promotion_uses_code ON promotion_uses (code_key) WHERE code_key IS NOT NULL AND returned = 0;
CREATE INDEX promotion_uses_customer ON promotion_uses (promotion_id, customer_id) WHERE customer_id IS NOT NULL AND returned = 0;
CREATE INDEX promotion_uses_email ON promotion_uses (promotion_id, email_key) WHERE email_key IS NOT NULL AND returned = 0;

-- The sums over the rows that were not returned, for each promotion and currency.
CREATE TABLE promotion_usage (
  promotion_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  uses INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (promotion_id, currency)
) STRICT, WITHOUT ROWID;
