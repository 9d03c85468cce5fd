import * as z from "zod";
import { refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { ownAccount } from "../accounts/account.ts";
import { identityIds } from "../ids.ts";
import { accountLimits } from "../limits.ts";
import { loadProof, proof, provenAccount, spendProof } from "../second-factor/proof-commands.ts";
import { tidyLater } from "../tidying.ts";
import { passkeyAdded, passkeyRemoved } from "./aggregate.ts";
import { answeredChallenge, passkeyName, passkeyPatch, passkeyResponse, verifiedPasskey } from "./schema.ts";
import {
  changePasskey,
  countPasskeys,
  findPasskey,
  insertPasskey,
  type PasskeyRow,
  passkeysOf,
  readPasskey,
  spendChallenge,
  toPasskeyResponse,
  wasUsed,
} from "./store.ts";

const most = accountLimits.passkeys.value;
const tooMany = refusal("too-large", `An account has ${most} passkeys at most. Delete one first.`);
export const notValid = refusalAt("invalid-passkey", "/credential", "Ask for new options, and try again.");
const noSuchPasskey = refused(refusal("not-found", "There is no such passkey."));

/** Checks the proof of a caller who adds a passkey, and answers which ones the account has. */
export const beginPasskey = defineCommand({
  name: "identity.beginPasskey",
  access: "account",
  internal: true,
  input: z.object({ proof }),
  output: z.object({
    existing: z.array(z.object({ id: z.string(), transports: z.array(z.string()) })),
  }),
  load(database, input, context) {
    const own = passkeysOf(database, context.actor.id ?? "", { limit: most });
    return { own, loaded: loadProof(database, input.proof, context) };
  },
  decide({ own, loaded }, { proof: sent }, context) {
    const proven = provenAccount(loaded, sent);
    if (!proven.ok) return proven;
    if (own.length >= most) return refused(tooMany);
    const existing = own.map(({ credentialId: id, transports }) => ({ id, transports: [...transports] }));
    return ok({
      events: [],
      writeState: (database) => spendProof(database, proven.value.account.id, sent, context),
      answer: () => ({ existing }),
    });
  },
});

/** Stores a passkey that the edge has verified. */
export const addPasskey = defineCommand({
  name: "identity.addPasskey",
  access: "account",
  internal: true,
  input: z.object({ passkey: verifiedPasskey, name: passkeyName, challenge: answeredChallenge }),
  output: passkeyResponse,
  load(database, { passkey, challenge }, { actor }) {
    const account = ownAccount(database, actor);
    return {
      account,
      isSpent: wasUsed(database, challenge),
      existing: findPasskey(database, passkey.credentialId),
      total: account === undefined ? 0 : countPasskeys(database, account.id),
    };
  },
  decide({ account, isSpent, existing, total }, { passkey, name, challenge }, { now, newId }) {
    if (account === undefined || isSpent || existing !== undefined) return refused(notValid);
    if (total >= most) return refused(tooMany);
    const { id: accountId } = account;
    const id = newId(identityIds.passkey);
    const row: PasskeyRow = { ...passkey, id, accountId, name, createdAt: now, lastUsedAt: null };
    return ok({
      events: [passkeyAdded.of(id, { accountId })],
      schedule: tidyLater(now),
      writeState(database) {
        insertPasskey(database, row);
        spendChallenge(database, challenge);
      },
      answer: () => toPasskeyResponse(row),
    });
  },
});

const byId = z.object({ id: opaqueId });

/** Gives one of the caller's passkeys another name. */
export const renamePasskey = defineCommand({
  name: "identity.renamePasskey",
  access: "account",
  input: byId.extend({ patch: passkeyPatch }),
  output: passkeyResponse,
  load: (database, { id }, { actor }) =>
    readPasskey(database, actor.id ?? "", canonicalId(identityIds.passkey, id)),
  decide(row, { patch: { name } }) {
    if (row === undefined) return noSuchPasskey;
    return ok({
      events: [],
      writeState: (database) => changePasskey(database, row.id, { name }),
      answer: () => toPasskeyResponse({ ...row, name }),
    });
  },
});

/** Removes one of the caller's passkeys. */
export const deletePasskey = defineCommand({
  name: "identity.deletePasskey",
  access: "account",
  input: byId,
  output: nothing,
  load: (database, { id }, { actor }) =>
    readPasskey(database, actor.id ?? "", canonicalId(identityIds.passkey, id)),
  decide(row) {
    if (row === undefined) return noSuchPasskey;
    const { id, accountId } = row;
    return ok({ events: [passkeyRemoved.of(id, { accountId })], answer: () => null });
  },
});
