import { z } from "zod";
import { actorSchema } from "../../kernel/access/actor.ts";

const fields = z.record(z.string(), z.unknown()).nullable();

/** The changes to one resource. Only changed fields are listed; for a long value, only its length. */
export const auditedChange = z.object({
  type: z.string(),
  id: z.string(),
  version: z.int(),
  events: z.array(z.string()),
  before: fields,
  after: fields,
});

/**
 * The wire shape of an entry: who did what to which resources, when and from where, and whether it was
 * allowed.
 */
export const auditEntry = z.object({
  epoch: z.int(),
  seq: z.int(),
  at: z.iso.datetime(),
  actor: actorSchema,
  action: z.string(),
  outcome: z.enum(["allowed", "refused"]),
  code: z.string().nullable(),
  resources: z.array(z.object({ type: z.string(), id: z.string() })),
  changes: z.array(auditedChange),
  correlationId: z.string(),
  address: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;
