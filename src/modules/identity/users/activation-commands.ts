import * as z from "zod";
import { passwordHash } from "../../../kernel/access/password.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import {
  actorOf,
  emailVerified,
  loadVerification,
  readAccount,
  toAccountResponse,
} from "../accounts/account.ts";
import { invalidToken } from "../passwords/commands.ts";
import { writePassword } from "../passwords/store.ts";
import { mintedSession, openedSession } from "../sessions/schema.ts";
import { insertSession, rememberNetwork } from "../sessions/store.ts";
import { accountOfToken, markUsed } from "../single-use/store.ts";
import { userLoggedIn, userUpdated } from "./events.ts";

/** Makes an invited user active, with the password that it has chosen, and signs it in. */
export const activateUser = defineCommand({
  name: "identity.activateUser",
  access: "public",
  internal: true,
  input: z.object({ tokenId: z.string(), password: passwordHash, session: mintedSession }),
  output: openedSession,
  load(database, { tokenId }, { now }) {
    const account = accountOfToken(database, tokenId, "invitation", now);
    return account && { account, verification: loadVerification(database, account) };
  },
  decide(loaded, { tokenId, password, session }, { now, network }) {
    if (loaded?.account.kind !== "staff" || loaded.account.owner.status !== "invited")
      return refused(invalidToken);
    const { account, verification } = loaded;
    const { id } = account;
    const at = new Date(now).toISOString();
    return ok({
      events: [
        ...emailVerified(verification, at),
        userUpdated.of(id, { status: "active", passwordChangedAt: at }),
        userLoggedIn.of(id, { sessionId: session.id }),
      ],
      onBehalfOf: { actor: actorOf(account) },
      writeState(database) {
        writePassword(database, id, password);
        markUsed(database, tokenId, now);
        insertSession(database, id, session, now);
        rememberNetwork(database, id, network, now);
      },
      answer: (database) => ({
        sessionId: session.id,
        sealed: session.sealed,
        user: toAccountResponse(database, readAccount(database, id) ?? account),
      }),
    });
  },
});
