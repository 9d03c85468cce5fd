import { z } from "zod";
import { passwordHash } from "../../../kernel/access/password.ts";
import { oneCall } from "../../../kernel/operation/budget.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { actorOf, emailVerified, readAccount } from "../accounts/account.ts";
import { toAccountResponse } from "../accounts/schema.ts";
import { invalidToken } from "../passwords/commands.ts";
import { passwordProblem } from "../passwords/rules.ts";
import { newPassword } from "../passwords/schema.ts";
import { writePassword } from "../passwords/store.ts";
import { mailedTokenText } from "../passwords/workflows.ts";
import { mintSession, tokensOf } from "../sessions/issue.ts";
import { mintedSession, openedSession, tokens } from "../sessions/schema.ts";
import { insertSession, rememberNetwork } from "../sessions/store.ts";
import { accountOfToken, markUsed } from "../single-use/store.ts";
import { readSingleUseToken } from "../single-use/token-format.ts";
import { createUser } from "./commands.ts";
import { userLoggedIn, userUpdated } from "./events.ts";
import { userInput, userResponse } from "./schema.ts";

/** Adds a member of the staff with a password. */
export const addUser = defineWorkflow({
  name: "identity.addUser",
  access: createUser.access,
  input: userInput,
  output: userResponse,
  hasSecretInput: true,
  budget: oneCall,
  ports: ["passwords"],
  async run({ password, ...fields }, { invoke }, { passwords }) {
    const problem = passwordProblem(password, fields.email, "/password");
    if (problem !== null) return refused(problem);
    const hashed = await passwords.hash(password);
    return hashed.ok ? invoke(createUser, { ...fields, password: hashed.value }) : hashed;
  },
});

/** Makes an invited user active, with the password that it has chosen, and signs it in. */
export const activateUser = defineCommand({
  name: "identity.activateUser",
  access: "public",
  internal: true,
  input: z.object({ tokenId: z.string(), password: passwordHash, session: mintedSession }),
  output: openedSession,
  load: (database, { tokenId }, { now }) => accountOfToken(database, tokenId, "invitation", now),
  decide(account, { tokenId, password, session }, { now, network }) {
    if (account?.kind !== "staff" || account.owner.status !== "invited") return refused(invalidToken);
    const { id } = account;
    const at = new Date(now).toISOString();
    return ok({
      events: [
        ...emailVerified(account, at),
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

export const acceptanceInput = z.object({ token: mailedTokenText, password: newPassword }).strict();

/** Accepts an invitation to the staff. */
export const acceptInvitation = defineWorkflow({
  name: "identity.acceptInvitation",
  access: "public",
  input: acceptanceInput,
  output: tokens,
  tokenGuard: "input",
  hasSecretInput: true,
  budget: oneCall,
  ports: ["secrets", "passwords"],
  async run({ token, password }, { invoke, tenantId, session }, { secrets, passwords }) {
    const tokenId = await readSingleUseToken(secrets.signer, tenantId, "invitation", token);
    if (tokenId === null) return refused(invalidToken);
    const problem = passwordProblem(password, null, "/password");
    if (problem !== null) return refused(problem);
    const hashed = await passwords.hash(password);
    if (!hashed.ok) return hashed;
    const minted = await mintSession(session, tenantId, secrets);
    const opened = await invoke(activateUser, { tokenId, password: hashed.value, session: minted });
    return opened.ok ? ok(await tokensOf(opened.value, session, tenantId, secrets)) : opened;
  },
});
