import { asc, eq } from "drizzle-orm";
import * as z from "zod";
import { anonymous } from "../../../kernel/access/actor.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { emailVerificationRequested, passwordResetRequested } from "../../customers/index.ts";
import { type Account, findByEmail, isActive } from "../accounts/account.ts";
import { type IssuedToken, issueToken } from "../single-use/store.ts";
import { mailRequests } from "../tables.ts";
import { tidyLater } from "../tidying.ts";
import { userResetRequested } from "../users/events.ts";

export type MailRequest = typeof mailRequests.$inferSelect;

export function insertMailRequest(database: TenantDatabase, row: MailRequest): void {
  database.insert(mailRequests).values(row).run();
}

/** A scheduled job: issues the token of the oldest request for mail, if an account has the address. */
export const answerMailRequests = defineCommand({
  name: "identity.answerMailRequests",
  access: "ops:manage",
  internal: true,
  input: z.object({}),
  output: z.number().nullable(),
  load(database) {
    const request = oldestRequest(database);
    if (request === undefined) return undefined;
    return { request, account: findByEmail(database, request.email, request.kind) };
  },
  decide(loaded, _, { now }) {
    if (loaded === undefined) return ok({ events: [], answer: () => null });
    const { request, account } = loaded;
    const { id, purpose, email } = request;
    const issued =
      account !== undefined && isActive(account)
        ? issueToken(id, purpose, { accountId: account.id, email }, now)
        : null;
    const event = account === undefined || issued === null ? null : eventFor(purpose, account, issued.mailed);
    return ok({
      events: event === null ? [] : [event],
      onBehalfOf: { actor: anonymous },
      schedule: tidyLater(now),
      writeState(database) {
        database.delete(mailRequests).where(eq(mailRequests.id, id)).run();
        if (event !== null) issued?.write(database);
      },
      answer: (database) => (oldestRequest(database) === undefined ? null : now),
    });
  },
});

function oldestRequest(database: TenantDatabase): MailRequest | undefined {
  return database.select().from(mailRequests).orderBy(asc(mailRequests.id)).limit(1).get();
}

/** The event that has the mail sent. Null if the account needs none: its address is verified, or the staff's. */
function eventFor(
  purpose: MailRequest["purpose"],
  account: Account,
  mailed: IssuedToken["mailed"],
): NewEvent | null {
  switch (purpose) {
    case "password-reset":
      return account.kind === "staff"
        ? userResetRequested.of(account.id, mailed)
        : passwordResetRequested.of(account.id, mailed);
    case "verify-email":
      return account.kind === "customer" && account.owner.emailVerifiedAt === null
        ? emailVerificationRequested.of(account.id, mailed)
        : null;
  }
}
