import * as z from "zod";
import { type Refusal, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import type { Account } from "../accounts/account.ts";
import { identityIds } from "../ids.ts";
import { endSessions } from "../sessions/aggregate.ts";
import { noSuchUser } from "../users/commands.ts";
import { userUpdated } from "../users/events.ts";
import { rankProblem } from "../users/rules.ts";
import { readUser } from "../users/store.ts";
import { loadProof, proof, proofTokens, provenAccount, spendProof } from "./proof-commands.ts";
import { isOn, isRight, notRight } from "./rules.ts";
import {
  confirmFactor,
  readSecondFactor,
  removeSecondFactor,
  writePendingFactor,
  writeRecoveryCodes,
} from "./store.ts";

/** What only a repeat of the same request can open. */
const shownOnce = z.object({ shown: z.string() });
const isOnAlready = refused(refusal("two-factor-enabled", "The second factor is on already."));
const isOff = refused(refusal("two-factor-disabled", "The second factor is not on."));

/** Stores the secret of a second factor. Signing in takes a code once one has confirmed it. */
export const enrolSecondFactor = defineCommand({
  name: "identity.enrolSecondFactor",
  access: "account",
  internal: true,
  input: shownOnce.extend({ proof, sealed: z.string() }),
  output: shownOnce,
  load: (database, input, context) => loadProof(database, input.proof, context),
  decide(loaded, { proof: sent, sealed, shown }, context) {
    const proven = provenAccount(loaded, sent);
    if (!proven.ok) return proven;
    const { account, factor } = proven.value;
    const problem = staffOnly(account);
    if (problem !== null) return refused(problem);
    if (isOn(factor)) return isOnAlready;
    return ok({
      events: [],
      writeState(database) {
        writePendingFactor(database, account.id, sealed);
        spendProof(database, account.id, sent, context);
      },
      answer: () => ({ shown }),
    });
  },
});

const newCodes = shownOnce.extend({ proof, hashes: z.array(z.string()).min(1) });

/** Turns the second factor on, with its first code. */
export const confirmSecondFactor = defineCommand({
  name: "identity.confirmSecondFactor",
  access: "account",
  internal: true,
  input: newCodes,
  output: shownOnce,
  tokens: (input, database, context) => proofTokens(input.proof, database, context),
  load: (database, input, context) => loadProof(database, input.proof, context),
  decide(loaded, { proof: sent, hashes, shown }, context) {
    if (loaded?.factor === undefined) return isOff;
    const { account, factor } = loaded;
    if (isOn(factor)) return isOnAlready;
    if (sent.code === null || !isRight(factor, sent.code))
      return refused(refusalAt("wrong-otp", "/code", notRight));
    return ok({
      events: [userUpdated.of(account.id, { twoFactor: true })],
      writeState(database) {
        confirmFactor(database, account.id, context.now);
        writeRecoveryCodes(database, account.id, hashes);
        spendProof(database, account.id, sent, context);
      },
      answer: () => ({ shown }),
    });
  },
});

/** Replaces the recovery codes. */
export const replaceRecoveryCodes = defineCommand({
  name: "identity.replaceRecoveryCodes",
  access: "account",
  internal: true,
  input: newCodes,
  output: shownOnce,
  tokens: (input, database, context) => proofTokens(input.proof, database, context),
  load: (database, input, context) => loadProof(database, input.proof, context),
  decide(loaded, { proof: sent, hashes, shown }, context) {
    const proven = provenAccount(loaded, sent);
    if (!proven.ok) return proven;
    const { account, factor } = proven.value;
    if (!isOn(factor)) return isOff;
    return ok({
      events: [],
      writeState(database) {
        spendProof(database, account.id, sent, context);
        writeRecoveryCodes(database, account.id, hashes);
      },
      answer: () => ({ shown }),
    });
  },
});

/** Turns the second factor off. */
export const disableSecondFactor = defineCommand({
  name: "identity.disableSecondFactor",
  access: "account",
  internal: true,
  input: z.object({ proof }),
  output: nothing,
  tokens: (input, database, context) => proofTokens(input.proof, database, context),
  load: (database, input, context) => loadProof(database, input.proof, context),
  decide(loaded, { proof: sent }, context) {
    const proven = provenAccount(loaded, sent);
    if (!proven.ok) return proven;
    const { account, factor } = proven.value;
    if (!isOn(factor)) return isOff;
    return ok({
      events: [userUpdated.of(account.id, { twoFactor: false })],
      writeState(database) {
        spendProof(database, account.id, sent, context);
        removeSecondFactor(database, account.id);
      },
      answer: () => null,
    });
  },
});

/** Removes the second factor of somebody else of the staff, who has lost it. All sessions of that user end. */
export const removeUserSecondFactor = defineCommand({
  name: "identity.removeUserSecondFactor",
  access: "users:update",
  input: z.object({ id: opaqueId }),
  output: nothing,
  guards: ({ id }) => ({ type: "user", id: canonicalId(identityIds.user, id) }),
  load(database, { id }, { now }) {
    const user = readUser(database, canonicalId(identityIds.user, id));
    if (user === undefined) return undefined;
    const ended = endSessions(database, user.id, "account", { now });
    return { user, factor: readSecondFactor(database, user.id), ended };
  },
  decide(loaded, _, context) {
    if (loaded === undefined) return refused(noSuchUser);
    const { user, factor, ended } = loaded;
    const problem = rankProblem(user, context);
    if (problem !== null) return refused(problem);
    if (context.actor.id === user.id)
      return refused(refusal("forbidden", "Turn your own second factor off at /v1/auth/two-factor/disable."));
    if (!isOn(factor)) return ok({ events: [], answer: () => null });
    return ok({
      events: [userUpdated.of(user.id, { twoFactor: false }), ...ended],
      writeState: (database) => removeSecondFactor(database, user.id),
      answer: () => null,
    });
  },
});

function staffOnly({ kind }: Account): Refusal | null {
  return kind === "staff" ? null : refusal("forbidden", "Codes are for the staff. Add a passkey instead.");
}
