import type { Passwords } from "../../../kernel/access/password.ts";
import type { Secrets } from "../../../kernel/operation/ports.ts";
import type { WorkflowContext } from "../../../kernel/operation/workflow.ts";
import { ok, type Result } from "../../../kernel/values/result.ts";
import { readEnteredCode } from "./entered-code.ts";
import { beginProof, type Proof } from "./proof-commands.ts";

/** The caller's account, and what shows that the caller owns it. */
export interface Proven {
  readonly accountId: string;
  readonly email: string;
  readonly proof: Proof;
}

/** Checks the caller's password or code, at the edge: comparing a password takes long. */
export async function prove(
  { password, otp }: { readonly password?: string | undefined; readonly otp?: string | undefined },
  { invoke, tenantId, session }: WorkflowContext,
  { passwords, secrets }: { readonly passwords: Passwords; readonly secrets: Secrets },
): Promise<Result<Proven>> {
  const begun = await invoke(beginProof, {}, { unkeyed: true });
  if (!begun.ok) return begun;
  const { accountId, email, stored, sealed } = begun.value;
  if (password !== undefined) {
    const matched = await passwords.matches(password, stored);
    if (!matched.ok) return matched;
    const compared = { matched: matched.value, hash: stored.hash };
    return ok({ accountId, email, proof: { password: compared, code: null } });
  }
  const factor = { tenantId, accountId, sealed: sealed ?? "" };
  const code =
    otp === undefined || sealed === null
      ? ({ kind: "totp", step: null, resealed: null } as const)
      : await readEnteredCode(otp, factor, secrets, session.now);
  return ok({ accountId, email, proof: { password: null, code } });
}
