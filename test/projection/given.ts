import type { AuditLogEntry } from "../../src/kernel/delivery/audit.ts";
import { type Envelope, envelopeVersion } from "../../src/kernel/write/event.ts";

export const tenantId = "ten_01J00000000000000000000000";

/** The event that a note was written, as a tenant's log has it. */
export function noteEvent(seq: number, id = `n${seq}`): Envelope {
  return {
    envelope: envelopeVersion,
    id: `event ${seq}`,
    tenantId,
    epoch: 1,
    seq,
    type: "notes.note.written",
    version: 2,
    aggregate: { type: "note", id, version: 1 },
    occurredAt: "2026-03-01T12:00:00.000Z",
    actor: { kind: "system" },
    correlationId: `request ${seq}`,
    traceparent: `trace ${seq}`,
    data: { text: `text ${seq}`, words: 2 },
  };
}

/** The entry that a note was written, as a tenant's audit log has it. */
export function auditEntry(seq: number): AuditLogEntry {
  return {
    seq,
    epoch: 1,
    at: "2026-03-01T12:00:00.000Z",
    actor: { kind: "system" },
    action: "notes.write",
    outcome: "allowed",
    code: null,
    target: null,
    changes: [],
    correlationId: `request ${seq}`,
    traceId: null,
    address: null,
  };
}
