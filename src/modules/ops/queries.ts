import * as z from "zod";
import { refusal } from "../../kernel/api/problem.ts";
import { pageOf, pageOutput } from "../../kernel/read/page.ts";
import { defineObjectQuery } from "../../kernel/read/query.ts";
import { canonicalId, opaqueId } from "../../kernel/values/id.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { opsIds } from "./ids.ts";
import { readRebuild } from "./rebuilds/store.ts";
import { eventShape, knownPosition, letterCount, rebuild, sizes, subscriptionStatus } from "./schema.ts";
import { readSubscriptionStates } from "./subscriptions.ts";

const everywhere = { scope: "any", whileSuspended: true } as const;

/** The status of every subscription. Lag is measured from the positions in the read model. */
export const readSubscriptions = defineObjectQuery({
  ...everywhere,
  name: "ops.subscriptions",
  access: "ops:read",
  internal: true,
  input: z.object({
    positions: z.array(knownPosition).nullable(),
    /** All dead letters of the tenant. Null if the read model is unavailable. */
    deadLetters: z.array(letterCount).nullable(),
  }),
  output: z.array(subscriptionStatus).readonly(),
  run: (database, known, { now, modules }) => ok(readSubscriptionStates(database, modules, known, now)),
});

/** A page of the log, oldest first. */
export const readEvents = defineObjectQuery({
  ...everywhere,
  name: "ops.events",
  access: "logs:read",
  input: z.object({
    after: z.int().min(0).default(0),
    limit: z.int().min(1).max(100).default(20),
    type: z.string().nullable().default(null),
    aggregate: z.string().nullable().default(null),
    correlation: z.string().nullable().default(null),
    trace: z.string().nullable().default(null),
    request: z.string().nullable().default(null),
  }),
  output: pageOutput(eventShape),
  run(database, input) {
    const { items, next } = database.object.eventsPage(input);
    const page = pageOf(
      items,
      input.limit,
      ({ seq }) => [seq],
      (event) => event,
    );
    return ok({ ...page, next: page.next ?? (next === null ? null : [next]) });
  },
});

/** Returns one event; null if the log no longer has it. */
export const readEvent = defineObjectQuery({
  ...everywhere,
  name: "ops.event",
  access: "ops:read",
  internal: true,
  input: z.object({ seq: z.int() }),
  output: eventShape.nullable(),
  run: (database, { seq }) => ok(database.object.eventAt(seq)),
});

export const readOneRebuild = defineObjectQuery({
  ...everywhere,
  name: "ops.rebuild",
  access: "ops:read",
  input: z.object({ id: opaqueId }),
  output: rebuild,
  run(database, { id }) {
    const found = readRebuild(database, canonicalId(opsIds.rebuild, id));
    return found === undefined ? refused(refusal("not-found", "There is no such rebuild.")) : ok(found);
  },
});

/** The sizes of the object's log and audit log. */
export const readSizes = defineObjectQuery({
  ...everywhere,
  name: "ops.sizes",
  access: "ops:read",
  internal: true,
  input: z.object({}),
  output: sizes,
  run: (database) => ok(database.object.logSize()),
});
