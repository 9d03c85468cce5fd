import * as z from "zod";
import { defineAggregate } from "../../../kernel/module.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { idText } from "../../../kernel/values/id.ts";
import { defineEvent, type NewEvent } from "../../../kernel/write/event.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { identityIds } from "../ids.ts";
import { liveSessions, revokeSession } from "./store.ts";

/** Why a session ended before its time. `reuse`: an old refresh token was used, so somebody may have copied it. */
export const revocationReason = z.enum(["sign-out", "revoked", "reuse", "password", "account"]);
export type RevocationReason = z.infer<typeof revocationReason>;

export const sessionRevoked = defineEvent("identity.session.revoked", "session", () =>
  z.object({ accountId: z.string(), reason: revocationReason }),
).unpublished();

/** A session has no public state: only its end is an event. */
export const sessionState = defineState("session", () =>
  z.object({ id: idText(identityIds.session), accountId: z.string() }),
);

export const sessionAggregate = defineAggregate(sessionState, {
  apply: (database, { aggregate, occurredAt }) =>
    revokeSession(database, aggregate.id, Date.parse(occurredAt)),
  state: () => null,
});

/** Ends all sessions of an account, besides one if it is given. */
export function endSessions(
  database: TenantDatabase,
  accountId: string,
  reason: RevocationReason,
  { now, besides = null }: { readonly now: number; readonly besides?: string | null },
): readonly NewEvent[] {
  return liveSessions(database, accountId, now)
    .filter(({ id }) => id !== besides)
    .map(({ id }) => sessionRevoked.of(id, { accountId, reason }));
}
