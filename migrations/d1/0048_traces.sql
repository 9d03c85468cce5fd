-- Audit entries are found by their request and by their trace.
ALTER TABLE audit ADD COLUMN trace_id TEXT;
CREATE INDEX audit_correlation ON audit (tenant_id, correlation_id, at, epoch, seq);
CREATE INDEX audit_trace ON audit (tenant_id, trace_id, at, epoch, seq) WHERE trace_id IS NOT NULL;

-- Dead letters of all tenants, newest first, and the open ones of each tenant.
CREATE INDEX dead_letters_newest ON dead_letters (id);
CREATE INDEX dead_letters_open ON dead_letters (tenant_id, subscription, epoch, seq) WHERE status = 'open';
CREATE INDEX dead_letters_open_newest ON dead_letters (id) WHERE status = 'open';
