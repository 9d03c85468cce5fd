import * as z from "zod";
import { pageOf, pageOutput } from "../../../kernel/read/page.ts";
import { defineViewQuery } from "../../../kernel/read/query.ts";
import { ok } from "../../../kernel/values/result.ts";
import {
  selectAllDeadLetters,
  selectAllOpenCounts,
  selectOpenCounts,
} from "../../../projection/failures/dead-letter-reads.ts";
import { selectPositionsOf } from "../../../projection/positions/positions.ts";
import { knownPosition, letterCount, storedDeadLetter } from "../schema.ts";
import { deadLetterFrom, deadLetterListInput } from "../view.ts";

/** Reads across tenants. The permission is one that only platform staff has. */
const acrossTenants = { scope: "platform", access: "ops:manage", internal: true, varies: [] } as const;

const ofTenant = z.object({ tenantId: z.string() });

/** Positions and open dead letters of some tenants. */
export const readAllDelivery = defineViewQuery({
  ...acrossTenants,
  name: "ops.readAllDelivery",
  input: z.object({ tenantIds: z.array(z.string()).readonly() }),
  output: z.object({
    positions: z.array(knownPosition.extend(ofTenant.shape)),
    deadLetters: z.array(letterCount.extend(ofTenant.shape)),
  }),
  async run(model, { tenantIds }) {
    const [positions = [], counts = []] = await model.batch([
      selectPositionsOf(tenantIds),
      selectOpenCounts(tenantIds),
    ]);
    return ok({
      positions: positions.map((row) => ({
        tenantId: String(row.tenant_id),
        subscription: String(row.subscription),
        epoch: Number(row.epoch),
        seq: Number(row.seq),
      })),
      deadLetters: counts.map((row) => ({
        tenantId: String(row.tenant_id),
        subscription: String(row.subscription),
        status: "open",
        count: Number(row.count),
      })),
    });
  },
});

/** Open dead letters that are counted. Whoever has more needs no number. */
const mostCounted = 10_000;

/** The open dead letters of all tenants, by subscription. */
export const countAllOpen = defineViewQuery({
  ...acrossTenants,
  name: "ops.countAllOpen",
  input: z.object({}),
  output: z.array(letterCount),
  async run(model) {
    const rows = await model.all(selectAllOpenCounts(mostCounted));
    return ok(
      rows.map((row) => ({
        subscription: String(row.subscription),
        status: "open",
        count: Number(row.count),
      })),
    );
  },
});

/** Dead letters of all tenants, newest first. */
export const findAllDeadLetters = defineViewQuery({
  ...acrossTenants,
  name: "ops.findAllDeadLetters",
  input: deadLetterListInput,
  output: pageOutput(storedDeadLetter),
  async run(model, { limit, after, ...filter }) {
    const before = after?.[0] ?? null;
    const rows = await model.all(
      selectAllDeadLetters(filter, before === null ? null : String(before), limit + 1),
    );
    return ok(pageOf(rows, limit, (row) => [row.id ?? null], deadLetterFrom));
  },
});
