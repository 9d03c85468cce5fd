-- What shipping options fit, how long they take and how they are taxed. JSON where there can be several.
ALTER TABLE shipping_options ADD COLUMN kind TEXT NOT NULL DEFAULT 'delivery';
ALTER TABLE shipping_options ADD COLUMN zones TEXT NOT NULL DEFAULT '[]';
ALTER TABLE shipping_options ADD COLUMN rules TEXT NOT NULL DEFAULT '[]';
ALTER TABLE shipping_options ADD COLUMN free_from TEXT NOT NULL DEFAULT '[]';
ALTER TABLE shipping_options ADD COLUMN profile TEXT;
ALTER TABLE shipping_options ADD COLUMN location_id TEXT;
ALTER TABLE shipping_options ADD COLUMN min_days INTEGER;
ALTER TABLE shipping_options ADD COLUMN max_days INTEGER;
ALTER TABLE shipping_options ADD COLUMN tax_category TEXT NOT NULL DEFAULT 'standard';
