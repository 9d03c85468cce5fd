-- When a schedule was set. One that was set in the future is of a clock that was ahead.
ALTER TABLE schedules ADD COLUMN armed_at INTEGER NOT NULL DEFAULT 0;
