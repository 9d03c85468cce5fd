-- The image of a variant: the address of one of its product's images.
ALTER TABLE variants ADD COLUMN image TEXT;
