import * as z from "zod";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { cartAbandoned } from "../cart/events.ts";
import { nextDue, removeExpired, untouchedCarts } from "./store.ts";

/** The most events and removed rows per batch. */
const batch = { abandoned: 100, removed: 500 } as const;

/** Carts come due one by one. The job waits at least this long between runs, to handle them together. */
const roundMs = 60 * 1000;

/** A scheduled job: abandons carts that have not changed for a day, and removes expired ones. */
export const tidyCarts = defineCommand({
  name: "checkout.tidyCarts",
  access: "ops:manage",
  internal: true,
  input: z.object({}),
  output: z.number().nullable(),
  load: (database, _, { now }) => untouchedCarts(database, now, batch.abandoned),
  decide(untouched, _, { now }) {
    return ok({
      events: untouched.map((id) => cartAbandoned.of(id, {})),
      writeState: (database: TenantDatabase) => removeExpired(database, now, batch.removed),
      answer(database) {
        const due = nextDue(database);
        return due === null || due <= now ? due : Math.max(due, now + roundMs);
      },
    });
  },
});
