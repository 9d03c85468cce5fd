import { sql } from "drizzle-orm";
import * as z from "zod";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { ok } from "../../kernel/values/result.ts";
import { defineCommand } from "../../kernel/write/command.ts";
import { lifetimes } from "./limits.ts";
import { removeExpiredChallenges } from "./passkeys/store.ts";
import { removeEnded } from "./sessions/store.ts";
import { removeExpiredTokens } from "./single-use/store.ts";

const batch = 500;
const roundMs = 60 * 60 * 1000;

/** A scheduled job: removes sessions, tokens and challenges that have expired. */
export const tidyAccounts = defineCommand({
  name: "identity.tidy",
  access: "ops:manage",
  internal: true,
  input: z.object({}),
  output: z.number().nullable(),
  load: () => null,
  decide(_, __, { now }) {
    return ok({
      events: [],
      writeState(database) {
        removeEnded(database, now, batch);
        removeExpiredTokens(database, now, batch);
        removeExpiredChallenges(database, now, batch);
      },
      answer(database) {
        const due = nextDue(database);
        return due === null || due <= now ? due : Math.max(due, now + roundMs);
      },
    });
  },
});

/** When the next of them expires. Null if there are none. */
function nextDue(database: TenantDatabase): number | null {
  const { due } = database.get<{ due: number | null }>(sql`SELECT min(due) AS due FROM (
    SELECT min(expires_at) AS due FROM sessions UNION ALL SELECT min(seen_at) + ${lifetimes.knownNetwork.value} FROM known_networks
    UNION ALL SELECT min(expires_at) FROM single_use_tokens UNION ALL SELECT min(expires_at) FROM used_challenges)`);
  return due;
}

/** When the job runs after something was stored that expires. */
export function tidyLater(now: number) {
  return { job: tidyAccounts.name, at: now + roundMs };
}
