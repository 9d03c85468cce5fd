import type { Signer } from "../../../kernel/access/authenticator.ts";
import { fromBase64Url, toBase64Url } from "../../../kernel/values/digest.ts";
import { lifetimes } from "../limits.ts";
import type { AnsweredChallenge } from "./schema.ts";

export type ChallengePurpose = "passkey-registration" | "passkey-sign-in";

const encoder = new TextEncoder();
const pattern = /^([\w-]{22})\.(\d{13,15})\.([\w-]{51})$/;

/**
 * A challenge, base64url. It is signed for one purpose and one owner (a tenant, or an account of it), so nobody has to
 * store it before it was answered.
 */
export async function issueChallenge(
  signer: Signer,
  purpose: ChallengePurpose,
  owner: string,
  now: number,
): Promise<string> {
  const id = toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
  const expiresAt = now + lifetimes.passkeyChallenge.value;
  const signature = await signer.sign(purpose, `${owner} ${id} ${expiresAt}`);
  return toBase64Url(encoder.encode(`${id}.${expiresAt}.${signature}`));
}

/** The challenge that a browser has answered. Null if the platform did not issue it for this, or if it has expired. */
export async function readChallenge(
  signer: Signer,
  purpose: ChallengePurpose,
  owner: string,
  challenge: string,
  now: number,
): Promise<AnsweredChallenge | null> {
  const bytes = fromBase64Url(challenge);
  const [, id, expiry, signature] = pattern.exec(new TextDecoder().decode(bytes ?? new Uint8Array())) ?? [];
  if (id === undefined || expiry === undefined || signature === undefined) return null;
  const expiresAt = Number(expiry);
  if (expiresAt <= now) return null;
  return (await signer.verify(purpose, `${owner} ${id} ${expiry}`, signature)) ? { id, expiresAt } : null;
}
