import type { Signer } from "../../../../kernel/access/authenticator.ts";
import { digest, toBase64Url } from "../../../../kernel/values/digest.ts";

/** A refresh token's text, and the hash that the tenant's object stores. */
export interface RefreshToken {
  readonly text: string;
  readonly hash: string;
}

/** The contents of a refresh token: which session it continues, and of which tenant. */
export interface ReadRefreshToken {
  readonly tenantId: string;
  readonly sessionId: string;
  readonly hash: string;
  /** The token without its signature. */
  readonly body: string;
}

const purpose = "refresh-token";
const pattern = /^(rt_([0-9A-Z]{26})_([0-9A-Z]{26})_[\w-]{43})_([\w-]{51})$/;

/** Creates the first refresh token of a session, `rt_<tenant>_<session>_<secret>_<signature>`: 256 random bits. */
export function mintRefreshToken(signer: Signer, tenantId: string, sessionId: string): Promise<RefreshToken> {
  return tokenWith(signer, tenantId, sessionId, crypto.getRandomValues(new Uint8Array(32)));
}

/** Parses a refresh token without any I/O. Returns null if the platform did not sign it. */
export async function readRefreshToken(signer: Signer, text: string): Promise<ReadRefreshToken | null> {
  const [, body, tenant, session, signature] = pattern.exec(text) ?? [];
  if (body === undefined || signature === undefined) return null;
  if (!(await signer.verify(purpose, body, signature))) return null;
  return { tenantId: `ten_${tenant}`, sessionId: `ses_${session}`, hash: await digest(body), body };
}

/**
 * The tokens that can follow a token: one for each accepted secret, the current one's first. They are derived, so that a
 * refresh that is repeated because its answer was lost gets the same successor.
 */
export async function successorsOf(
  signer: Signer,
  { tenantId, sessionId, body }: ReadRefreshToken,
): Promise<readonly RefreshToken[]> {
  const secrets = await signer.macs("refresh-token-successor", body);
  return Promise.all(secrets.map(({ mac }) => tokenWith(signer, tenantId, sessionId, mac)));
}

async function tokenWith(
  signer: Signer,
  tenantId: string,
  sessionId: string,
  secret: Uint8Array,
): Promise<RefreshToken> {
  const body = `rt_${tenantId.slice(4)}_${sessionId.slice(4)}_${toBase64Url(secret)}`;
  return { text: `${body}_${await signer.sign(purpose, body)}`, hash: await digest(body) };
}
