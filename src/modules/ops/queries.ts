import { z } from "zod";
import { refusal } from "../../kernel/api/problem.ts";
import { defineObjectQuery } from "../../kernel/read/query.ts";
import { canonicalId, opaqueId } from "../../kernel/values/id.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { readRebuild } from "./rebuilds/store.ts";
import { readSubscriptionStates } from "./subscriptions.ts";

const everywhere = { scope: "any", whileSuspended: true } as const;

/** How every follower is, measured from where the read model says they are. */
export const readSubscriptions = defineObjectQuery({
  ...everywhere,
  name: "ops.subscriptions",
  access: "ops:read",
  input: z.object({
    positions: z.array(z.object({ subscription: z.string(), epoch: z.int(), seq: z.int() })).nullable(),
  }),
  run: (database, { positions }, { now }) => ok(readSubscriptionStates(database, positions, now)),
});

/** A page of the log, the oldest first. */
export const readEvents = defineObjectQuery({
  ...everywhere,
  name: "ops.events",
  access: "logs:read",
  input: z.object({
    after: z.int().min(0),
    limit: z.int().min(1).max(100),
    type: z.string().nullable(),
    aggregate: z.string().nullable(),
    correlation: z.string().nullable(),
  }),
  run: (database, input) => ok(database.object.eventsPage(input)),
});

/** One event, as long as the log has it; else null. */
export const readEvent = defineObjectQuery({
  ...everywhere,
  name: "ops.event",
  access: "ops:read",
  input: z.object({ seq: z.int() }),
  run: (database, { seq }) => ok(database.object.eventAt(seq)),
});

export const readOneRebuild = defineObjectQuery({
  ...everywhere,
  name: "ops.rebuild",
  access: "ops:read",
  input: z.object({ id: opaqueId }),
  run(database, { id }) {
    const found = readRebuild(database, canonicalId("rebuild", id));
    return found === undefined ? refused(refusal("not-found", "There is no such rebuild.")) : ok(found);
  },
});

/** What the object takes up. */
export const readSizes = defineObjectQuery({
  ...everywhere,
  name: "ops.sizes",
  access: "ops:read",
  input: z.object({}),
  run: (database) => ok(database.object.logSize()),
});
