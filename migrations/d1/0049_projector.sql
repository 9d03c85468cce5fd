-- The oldest version of the code that has projected since the last rebuild, and how far code has projected that knows of
-- this. If another code has moved the position since, the two numbers differ.
ALTER TABLE positions ADD COLUMN projector INTEGER NOT NULL DEFAULT 0;
ALTER TABLE positions ADD COLUMN projector_seq INTEGER NOT NULL DEFAULT 0;
