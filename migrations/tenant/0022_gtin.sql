-- A variant's Global Trade Item Number.
ALTER TABLE variants ADD COLUMN gtin TEXT;
