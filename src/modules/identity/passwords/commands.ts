import * as z from "zod";
import { passwordHash } from "../../../kernel/access/password.ts";
import { refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import {
  emailVerified,
  isActive,
  loadVerification,
  ownAccount,
  passwordChanged,
} from "../accounts/account.ts";
import { endSessions } from "../sessions/aggregate.ts";
import { rememberNetwork } from "../sessions/store.ts";
import { accountOfToken, markUsed } from "../single-use/store.ts";
import { attemptToken } from "../throttles/tokens.ts";
import { readPassword, writePassword } from "./store.ts";

const noPassword = refused(refusal("unauthenticated", "The account has no password."));

/** Counts an attempt to change one's password, and answers what the edge compares the current one with. */
export const beginPasswordChange = defineCommand({
  name: "identity.beginPasswordChange",
  access: "account",
  internal: true,
  input: z.object({}),
  output: z.object({ stored: passwordHash, email: z.string().nullable() }),
  tokens: (_input, _database, { actor }) => [
    attemptToken("signInsFromKnownNetwork", "password", actor.id ?? ""),
  ],
  load(database, _, { actor }) {
    const account = ownAccount(database, actor);
    return { account, stored: account === undefined ? undefined : readPassword(database, account.id) };
  },
  decide({ account, stored }) {
    if (stored === undefined) return noPassword;
    const email = account?.owner.person?.email ?? null;
    return ok({
      events: [],
      answer: () => ({ stored, email }),
    });
  },
});

const wrongPassword = refusalAt("wrong-password", "/current", "This is not your current password.");

/** Changes one's own password, and ends all other sessions. */
export const changePassword = defineCommand({
  name: "identity.changePassword",
  access: "account",
  internal: true,
  input: z.object({ matched: z.boolean(), hash: z.string(), password: passwordHash.nullable() }),
  output: nothing,
  load(database, _, { actor, sessionId, now }) {
    const account = ownAccount(database, actor);
    if (account === undefined) return undefined;
    const stored = readPassword(database, account.id);
    const ended = endSessions(database, account.id, "password", { now, besides: sessionId });
    return { account, stored, ended };
  },
  decide(loaded, { matched, hash, password }, { now }) {
    if (loaded === undefined) return noPassword;
    const { account, stored, ended } = loaded;
    if (!matched || password === null || stored?.hash !== hash) return refused(wrongPassword);
    return ok({
      events: [...passwordChanged(account, new Date(now).toISOString()), ...ended],
      writeState: (database) => writePassword(database, account.id, password),
      answer: () => null,
    });
  },
});

export const invalidToken = refusalAt(
  "invalid-token",
  "/token",
  "The link was used, replaced or has expired.",
);

/** Sets a new password with the token of a mail. That the mail arrived verifies the address, and all sessions end. */
export const resetPassword = defineCommand({
  name: "identity.resetPassword",
  access: "public",
  internal: true,
  input: z.object({ tokenId: z.string(), password: passwordHash }),
  output: nothing,
  load(database, { tokenId }, { now }) {
    const account = accountOfToken(database, tokenId, "password-reset", now);
    return account === undefined
      ? undefined
      : {
          account,
          verification: loadVerification(database, account),
          ended: endSessions(database, account.id, "password", { now }),
        };
  },
  decide(loaded, { tokenId, password }, { now, network }) {
    if (loaded === undefined || !isActive(loaded.account)) return refused(invalidToken);
    const { account, verification, ended } = loaded;
    const at = new Date(now).toISOString();
    return ok({
      events: [...emailVerified(verification, at), ...passwordChanged(account, at), ...ended],
      writeState(database) {
        writePassword(database, account.id, password);
        markUsed(database, tokenId, now);
        // The owner can sign in from here, even while strangers use up the attempts.
        rememberNetwork(database, account.id, network, now);
      },
      answer: () => null,
    });
  },
});
