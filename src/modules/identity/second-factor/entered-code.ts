import type { Secrets } from "../../../kernel/operation/ports.ts";
import { recoveryCodeHash } from "./recovery-codes.ts";
import type { EnteredCode } from "./schema.ts";
import { totpStepOf } from "./totp.ts";

/** Whose second factor it is, and how the tenant's object stores its secret. */
export interface StoredFactor {
  readonly tenantId: string;
  readonly accountId: string;
  readonly sealed: string;
}

const purpose = "totp-secret";

/** Seals the secret of a second factor for the tenant's object. */
export function sealTotpSecret(
  secrets: Secrets,
  { tenantId, accountId }: Omit<StoredFactor, "sealed">,
  secret: string,
): Promise<string> {
  return secrets.sealStored(purpose, `${tenantId} ${accountId}`, secret);
}

/** Finds out what a code is. Six digits are the app's, anything else can only be a recovery code. */
export async function readEnteredCode(
  text: string,
  factor: StoredFactor,
  secrets: Secrets,
  now: number,
): Promise<EnteredCode> {
  const digits = text.replaceAll(/[\s-]/g, "");
  if (!/^\d{6}$/.test(digits))
    return { kind: "recovery", hash: await recoveryCodeHash(factor.accountId, text) };
  const owner = `${factor.tenantId} ${factor.accountId}`;
  const opened = await secrets.openStored(purpose, owner, factor.sealed);
  const step = opened === null ? null : totpStepOf(opened.text, digits, now);
  const isStale = opened?.isCurrent === false && step !== null;
  return {
    kind: "totp",
    step,
    resealed: isStale ? await sealTotpSecret(secrets, factor, opened.text) : null,
  };
}
