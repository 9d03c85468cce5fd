import * as z from "zod";
import { actorSchema } from "../../kernel/access/actor.ts";

const fields = z.record(z.string(), z.unknown()).nullable();

/**
 * The changes to one resource. Only what changed is listed: of a list whose items have ids, the items that changed. A long
 * value is cut, and ends with `…` and its length.
 */
export const auditedChange = z.object({
  type: z.string(),
  id: z.string(),
  version: z.int(),
  events: z.array(z.string()),
  before: fields,
  after: fields,
});

const auditedResource = z.object({ type: z.string(), id: z.string() });

/** Callers that are refused too often are counted: one entry per caller and minute. */
export const refusalCount = z.object({
  refusals: z.int(),
  since: z.iso.datetime().describe("When the count began. It ended at the entry's `at`."),
  codes: z.record(z.string(), z.int()).describe("How many by problem code."),
  operations: z.record(z.string(), z.int()).describe("How many by what was tried."),
  addresses: z
    .record(z.string(), z.int())
    .describe("How many by address. Beyond 20 of them, the rest is `other`."),
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
  resources: z.array(auditedResource),
  changes: z.array(auditedChange),
  correlationId: z.string().describe("The id of the request: its `X-Request-Id`."),
  traceId: z.string().nullable(),
  address: z.string().nullable(),
  counted: refusalCount
    .nullable()
    .describe(
      "Set if the entry stands for several refusals, which were counted instead of written one by one.",
    ),
  hash: z
    .string()
    .nullable()
    .describe(
      "Covers the entry and the hash of the entry before. Keep the newest one elsewhere to find out later whether anything before it was changed. Null for entries from before hashes.",
    ),
  erasedBy: z
    .int()
    .nullable()
    .describe(
      "The `seq` of the entry with which a person was erased. This one then has no changes and no address any more, and names only what was erased. An older one has no `correlationId` either.",
    ),
});
export type AuditEntry = z.infer<typeof auditEntry>;

const found = z.enum(["intact", "changed", "missing", "erased"]);

/** An entry that is not as it was written. */
export const auditFault = z.object({
  epoch: z.int(),
  seq: z.int(),
  log: found.describe(
    "In the tenant's log, where entries are written. `changed`: the entry, or the hash of it that the next entry carries. `missing`: this entry, and perhaps some before it. `erased`: a person was erased from it, as a later entry says, and nothing else was changed.",
  ),
  trail: found.describe("In the audit trail, from which entries are listed."),
});
export type AuditFault = z.infer<typeof auditFault>;

/** The names of these shapes in the API. */
export const auditSchemas = {
  AuditEntry: auditEntry,
  AuditFault: auditFault,
  AuditedChange: auditedChange,
  AuditedResource: auditedResource,
  RefusalCount: refusalCount,
};
