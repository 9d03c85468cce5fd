-- The codes that a shopper entered, and what promotions took off when the cart was last changed.
ALTER TABLE carts ADD COLUMN codes TEXT NOT NULL DEFAULT '[]';
ALTER TABLE carts ADD COLUMN discounts TEXT NOT NULL DEFAULT '[]';
