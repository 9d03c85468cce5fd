-- When a reservation began: the position of its event in the log, 0 if it is older than this column. Backorders are served in
-- this order.
ALTER TABLE reservations ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
CREATE INDEX reservations_backordered ON reservations (variant_id, since, owner, backordered) WHERE backordered > 0;
-- What is reserved at a location and in stock there, to be moved with it.
CREATE INDEX reservations_firm ON reservations (variant_id, location_id, since, owner) WHERE quantity > backordered;
