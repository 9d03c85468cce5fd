import * as z from "zod";
import { refusal } from "../../kernel/api/problem.ts";
import { pageOf, pageOutput, uncountedPageRequest } from "../../kernel/read/page.ts";
import { defineViewQuery } from "../../kernel/read/query.ts";
import type { Row } from "../../kernel/storage/storage.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import {
  selectDeadLetter,
  selectDeadLetterCounts,
  selectDeadLetters,
  selectOpenCounts,
} from "../../projection/failures/dead-letter-reads.ts";
import { selectPositions } from "../../projection/positions/positions.ts";
import { type DeadLetter, deadLetterStatus, knownPosition, letterCount, storedDeadLetter } from "./schema.ts";

const everywhere = { scope: "any", varies: [] } as const;

/** The positions of subscriptions in the read model. */
export const readPositions = defineViewQuery({
  ...everywhere,
  name: "ops.readPositions",
  access: "ops:read",
  internal: true,
  input: z.object({}),
  output: z.array(knownPosition),
  async run(model, _, { tenantId }) {
    const rows = await model.all(selectPositions(tenantId));
    return ok(
      rows.map((row) => ({
        subscription: String(row.subscription),
        epoch: Number(row.epoch),
        seq: Number(row.seq),
      })),
    );
  },
});

/** Which dead letters to list. Null matches any. */
export const deadLetterListInput = uncountedPageRequest.extend({
  status: deadLetterStatus.nullable().default(null),
  subscription: z.string().min(1).max(200).nullable().default(null),
});

/** Dead letters, newest first. */
export const findDeadLetters = defineViewQuery({
  ...everywhere,
  name: "ops.findDeadLetters",
  access: "ops:list",
  internal: true,
  input: deadLetterListInput,
  output: pageOutput(storedDeadLetter),
  async run(model, { limit, after, status, subscription }, { tenantId }) {
    const before = after?.[0] ?? null;
    const rows = await model.all(
      selectDeadLetters(
        tenantId,
        { status, subscription },
        before === null ? null : String(before),
        limit + 1,
      ),
    );
    return ok(pageOf(rows, limit, (row) => [row.id ?? null], deadLetterFrom));
  },
});

export const findDeadLetter = defineViewQuery({
  ...everywhere,
  name: "ops.findDeadLetter",
  access: "ops:read",
  internal: true,
  input: z.object({ id: z.string() }),
  output: storedDeadLetter,
  async run(model, { id }, { tenantId }) {
    const [row] = await model.all(selectDeadLetter(tenantId, id));
    return row === undefined
      ? refused(refusal("not-found", "There is no such dead letter."))
      : ok(deadLetterFrom(row));
  },
});

/** The number of open dead letters, by subscription. */
export const countOpenDeadLetters = defineViewQuery({
  ...everywhere,
  name: "ops.countOpenDeadLetters",
  access: "ops:read",
  internal: true,
  input: z.object({}),
  output: z.array(letterCount),
  async run(model, _, { tenantId }) {
    const rows = await model.all(selectOpenCounts([tenantId]));
    return ok(
      rows.map(({ subscription, count }) => ({
        subscription: String(subscription),
        status: "open",
        count: Number(count),
      })),
    );
  },
});

/** The number of dead letters, by subscription and status. Reads all of them, also those that were settled long ago. */
export const countDeadLetters = defineViewQuery({
  ...everywhere,
  name: "ops.countDeadLetters",
  access: "ops:read",
  internal: true,
  input: z.object({}),
  output: z.array(letterCount),
  async run(model, _, { tenantId }) {
    const rows = await model.all(selectDeadLetterCounts(tenantId));
    return ok(
      rows.map((row) => ({
        subscription: String(row.subscription),
        status: String(row.status),
        count: Number(row.count),
      })),
    );
  },
});

/** A dead letter from its row. */
export function deadLetterFrom(row: Row): DeadLetter {
  return storedDeadLetter.parse({
    id: row.id,
    tenantId: row.tenant_id,
    subscription: row.subscription,
    epoch: row.epoch,
    seq: row.seq,
    type: row.type,
    version: row.version,
    aggregate:
      row.aggregate_type === null
        ? null
        : { type: row.aggregate_type, id: row.aggregate_id, version: row.aggregate_version },
    correlationId: row.correlation_id,
    occurredAt: row.occurred_at,
    attempts: row.attempts,
    error: row.error,
    failedAt: row.failed_at,
    status: row.status,
    settledAt: row.settled_at,
    reason: row.reason,
  });
}
