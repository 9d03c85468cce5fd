import * as z from "zod";
import { passwordHash } from "../../../kernel/access/password.ts";
import { refusal, refusalAt } from "../../../kernel/api/problem.ts";
import type { TokenRequest } from "../../../kernel/rate-limit/token-policy.ts";
import { returnToken } from "../../../kernel/rate-limit/tokens.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../../kernel/write/command.ts";
import { ownAccount } from "../accounts/account.ts";
import { readPassword } from "../passwords/store.ts";
import { attemptToken } from "../throttles/tokens.ts";
import { isOn, isRight, notRight } from "./rules.ts";
import { enteredCode } from "./schema.ts";
import { readSecondFactor, spendCode } from "./store.ts";

const noPassword = refused(refusal("unauthenticated", "The account has no password."));

/** Counts an attempt to show that the caller owns the account, and answers what the edge compares with. */
export const beginProof = defineCommand({
  name: "identity.beginProof",
  access: "account",
  internal: true,
  input: z.object({}),
  output: z.object({
    accountId: z.string(),
    email: z.string(),
    stored: passwordHash,
    /** The sealed secret of the second factor. */
    sealed: z.string().nullable(),
  }),
  tokens: (_input, _database, context) => [proofToken(context)],
  load(database, _, { actor }) {
    const account = ownAccount(database, actor);
    if (account === undefined) return undefined;
    const sealed = readSecondFactor(database, account.id)?.sealed ?? null;
    return { account, stored: readPassword(database, account.id), sealed };
  },
  decide(loaded) {
    const stored = loaded?.stored;
    if (loaded === undefined || stored === undefined) return noPassword;
    const { account, sealed } = loaded;
    const email = account.owner.person?.email ?? "";
    return ok({ events: [], answer: () => ({ accountId: account.id, email, stored, sealed }) });
  },
});

/** What shows that the caller owns the account: the password, or a code. */
export const proof = z.object({
  /** Whether the edge found the password right, compared with this hash. Null if none was sent. */
  password: z.object({ matched: z.boolean(), hash: z.string() }).nullable(),
  code: enteredCode.nullable(),
});
export type Proof = z.infer<typeof proof>;

/** The account that calls, and what its proof is checked against. */
export function loadProof(database: TenantDatabase, { code }: Proof, { actor }: Context) {
  const account = ownAccount(database, actor);
  if (account === undefined) return undefined;
  const factor = readSecondFactor(database, account.id, code);
  return { account, stored: readPassword(database, account.id), factor };
}

type Loaded = ReturnType<typeof loadProof>;

/** The account whose owner has shown that it calls. */
export function provenAccount(
  loaded: Loaded,
  { password, code }: Proof,
): Result<Omit<NonNullable<Loaded>, "stored">> {
  if (loaded === undefined) return noPassword;
  const { account, stored, factor } = loaded;
  if (code !== null) {
    return isOn(factor) && isRight(factor, code)
      ? ok({ account, factor })
      : refused(refusalAt("wrong-otp", "/otp", notRight));
  }
  // Meanwhile the password may have changed.
  return password?.matched === true && stored?.hash === password.hash
    ? ok({ account, factor })
    : refused(refusalAt("wrong-password", "/password", "This is not your current password."));
}

/** Notes that a proof was used: its code counts no more, and the attempt is not counted. */
export function spendProof(
  database: TenantDatabase,
  accountId: string,
  { code }: Proof,
  context: Context,
): void {
  if (code !== null) spendCode(database, accountId, code);
  for (const token of [proofToken(context), ...codeTokens(accountId, { code }, context)])
    returnToken(database, token, context.now);
}

/** What a code counts against, until it turns out to be right. */
export function codeTokens(
  accountId: string,
  { code }: Pick<Proof, "code">,
  context: Pick<Context, "network">,
  isKnown = false,
): readonly TokenRequest[] {
  if (code === null) return [];
  const from = isKnown && context.network !== null ? [context.network] : [];
  return [attemptToken("wrongCodes", accountId, ...from)];
}

/** The tokens of a command that takes a proof. */
export function proofTokens(input: Proof, _database: TenantDatabase, context: Context) {
  return codeTokens(context.actor.id ?? "", input, context);
}

function proofToken({ actor }: Pick<Context, "actor">): TokenRequest {
  return attemptToken("signInsFromKnownNetwork", "password", actor.id ?? "");
}
