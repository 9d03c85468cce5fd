-- Nothing has used it since migration 0023.
DROP TABLE idempotency_size;
