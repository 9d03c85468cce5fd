-- Events and audit entries are found by their request and by their trace.
CREATE INDEX events_correlation ON events (correlation_id, seq);
CREATE INDEX events_trace ON events (substr(traceparent, 4, 32), seq) WHERE traceparent IS NOT NULL;
ALTER TABLE audit_log ADD COLUMN trace_id TEXT;
