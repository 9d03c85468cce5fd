-- Whoever has a cart's token may use the cart.
ALTER TABLE carts RENAME COLUMN capability TO token;
