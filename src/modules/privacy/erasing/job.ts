import * as z from "zod";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { progressOf } from "./steps.ts";
import { nextErasure, writeErasure } from "./store.ts";

export const continueErasuresName = "privacy.continueErasures";

/**
 * A scheduled job: continues erasures, one bounded step of one customer per run. It does not ask whether the caller may still
 * erase: what has begun must not stay half done.
 */
export const continueErasures = defineCommand({
  name: continueErasuresName,
  access: "ops:manage",
  internal: true,
  input: z.object({}),
  output: z.number().nullable(),
  load(database) {
    const erasure = nextErasure(database);
    return erasure === undefined ? null : { erasure, progress: progressOf(database, erasure) };
  },
  decide(loaded, _, { now }) {
    if (loaded === null) return ok({ events: [], answer: () => null });
    const { erasure, progress } = loaded;
    const at = new Date(now).toISOString();
    return ok({
      events: progress.events,
      writeState(database: TenantDatabase) {
        const next = progress.write(database);
        writeErasure(database, next.step === "done" ? { ...next, emails: [], completedAt: at } : next);
      },
      onBehalfOf: { actor: erasure.actor },
      answer: (database) => (nextErasure(database) === undefined ? null : now),
    });
  },
});
