-- The SHA-256 of a cart's token replaces the token. Carts that exist keep theirs until they expire.
ALTER TABLE carts RENAME COLUMN token TO token_hash;
