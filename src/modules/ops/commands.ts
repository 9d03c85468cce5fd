import * as z from "zod";
import { refusal } from "../../kernel/api/problem.ts";
import { type RebuildTask, rebuildReasons } from "../../kernel/delivery/rebuild.ts";
import { nothing } from "../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../kernel/values/id.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../kernel/write/command.ts";
import { opsIds } from "./ids.ts";
import { rebuildCompleted, rebuildProgressed } from "./rebuilds/events.ts";
import { readRebuild, runningRebuild } from "./rebuilds/store.ts";
import { decideRebuild } from "./rules.ts";
import { rebuild, rebuildKind, settleInput } from "./schema.ts";

/** Commands that keep deliveries running work in every object, and for suspended tenants too. */
const everywhere = { access: "ops:manage", scope: "any", internal: true, whileSuspended: true } as const;

const noSuchRebuild = refusal("not-found", "There is no such rebuild.");

export const requestRebuild = defineCommand({
  ...everywhere,
  name: "ops.requestRebuild",
  input: z.object({
    kind: rebuildKind,
    subscription: z.string(),
    view: z.string().nullable(),
    fromSeq: z.int().positive().nullable(),
    reason: z.enum(rebuildReasons),
  }),
  output: rebuild,
  load: (database) => ({ log: database.object.logEnd(), running: runningRebuild(database) }),
  decide({ log, running }, request, { newId, now }: Context) {
    const id = newId(opsIds.rebuild);
    const { epoch, head } = log;
    const events = decideRebuild(id, request, { epoch, head }, running, now);
    if (!events.ok) return events;
    const begun = events.value.length > 0;
    return ok({
      events: events.value,
      writeState(database: TenantDatabase) {
        const task: RebuildTask = { id, ...request, ...log };
        if (begun) database.object.beginRebuild(task);
      },
      answer: (database: TenantDatabase) => writtenRebuild(database, begun ? id : (running?.id ?? id)),
    });
  },
});

/** The projector reports its progress. */
export const progressRebuild = defineCommand({
  ...everywhere,
  name: "ops.progressRebuild",
  input: z.object({ id: z.string(), aggregates: z.int().min(0) }),
  output: nothing,
  load: (database, { id }) => readRebuild(database, id),
  decide(current, { id, aggregates }) {
    const further = current?.status === "running" && aggregates > current.aggregates;
    return ok({ events: further ? [rebuildProgressed.of(id, { aggregates })] : [], answer: () => null });
  },
});

/** The projector has processed the last page and removed stale rows. */
export const completeRebuild = defineCommand({
  ...everywhere,
  name: "ops.completeRebuild",
  input: z.object({ id: z.string(), aggregates: z.int().min(0) }),
  output: nothing,
  load: (database, { id }) => readRebuild(database, id),
  decide(current, { id, aggregates }, { now }) {
    const settledAt = new Date(now).toISOString();
    const done = rebuildCompleted.of(id, { outcome: "completed", aggregates, settledAt });
    return ok({
      events: current?.status === "running" ? [done] : [],
      writeState: (database: TenantDatabase) => database.object.endRebuild(id),
      answer: () => null,
    });
  },
});

/** Stops a rebuild. No stale rows are removed; rows that it has already rewritten stay, and are current. */
export const cancelRebuild = defineCommand({
  ...everywhere,
  name: "ops.cancelRebuild",
  internal: false,
  input: z.object({ id: opaqueId }),
  output: rebuild,
  guards: ({ id }) => ({ type: "rebuild", id: canonicalId(opsIds.rebuild, id) }),
  load: (database, { id }) => readRebuild(database, canonicalId(opsIds.rebuild, id)),
  decide(current, _, { now }) {
    if (current === undefined) return refused(noSuchRebuild);
    if (current.status !== "running")
      return refused(refusal("invalid-transition", `The rebuild is already ${current.status}.`));
    const { id, aggregates } = current;
    const settledAt = new Date(now).toISOString();
    return ok({
      events: [rebuildCompleted.of(id, { outcome: "cancelled", aggregates, settledAt })],
      writeState: (database: TenantDatabase) => database.object.endRebuild(id),
      answer: (database: TenantDatabase) => writtenRebuild(database, id),
    });
  },
});

/** Notifies every subscription again, even if a notification is pending. */
export const relayNow = defineCommand({
  ...everywhere,
  name: "ops.relay",
  input: z.object({}),
  output: nothing,
  load: () => null,
  decide: () =>
    ok({
      events: [],
      writeState: (database: TenantDatabase) => database.object.dropNotifications(),
      answer: () => null,
    }),
});

/** Dead letters are in the read model. The object only authorizes and audits the action. */
function settle(name: string) {
  return defineCommand({
    ...everywhere,
    name,
    input: settleInput.extend({ id: z.string() }),
    output: nothing,
    guards: ({ id }) => ({ type: "deadLetter", id }),
    load: () => null,
    decide: () => ok({ events: [], answer: () => null }),
  });
}

export const replayDeadLetter = settle("ops.replayDeadLetter");
export const discardDeadLetter = settle("ops.discardDeadLetter");

function writtenRebuild(database: TenantDatabase, id: string) {
  const written = readRebuild(database, id);
  if (written === undefined) throw new Error(`${id} was just written but cannot be read`);
  return written;
}
