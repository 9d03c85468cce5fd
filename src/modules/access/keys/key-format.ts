import type { Signer } from "../../../kernel/access/authenticator.ts";
import { digest } from "../../../kernel/values/digest.ts";

/** The contents of a secret key: which key it is, and of which tenant. */
export interface ReadKey {
  readonly tenantId: string;
  readonly keyId: string;
  /** SHA-256 of the secret, as stored in the tenant's object. */
  readonly hash: string;
}

const purpose = "api-key";
const publishablePurpose = "publishable-key";
const publishablePattern = /^(pk_([0-9A-Z]{26})_([0-9A-Z]{26}))_([\w-]{51})$/;
/** The signature has a key id, except in keys made before there were any. */
const pattern = /^(sk_([0-9A-Z]{26})_([0-9A-Z]{26})_([0-9a-f]{64}))_((?:[\w-]{8})?[\w-]{43})$/;

/** Returns the text of a new key, `sk_<tenant>_<key>_<secret>_<signature>`, and the hash to store. */
export async function mintApiKey(signer: Signer, tenantId: string, keyId: string) {
  const secret = crypto.getRandomValues(new Uint8Array(32)).toHex();
  const body = `sk_${bodyOf(tenantId)}_${bodyOf(keyId)}_${secret}`;
  return { text: `${body}_${await signer.sign(purpose, body)}`, hash: await digest(secret) };
}

/** Returns the text of a new publishable key, `pk_<tenant>_<key>_<signature>`. It has no secret, so there is none to store. */
export async function mintPublishableKey(signer: Signer, tenantId: string, keyId: string) {
  const body = `pk_${bodyOf(tenantId)}_${bodyOf(keyId)}`;
  return { text: `${body}_${await signer.sign(publishablePurpose, body)}`, hash: "" };
}

/** Parses a publishable key without any I/O. Returns null if the platform did not sign it. */
export async function readPublishableKey(
  signer: Signer,
  text: string,
): Promise<Pick<ReadKey, "tenantId" | "keyId"> | null> {
  const [, body, tenant, key, signature] = publishablePattern.exec(text) ?? [];
  if (body === undefined || signature === undefined) return null;
  if (!(await signer.verify(publishablePurpose, body, signature))) return null;
  return { tenantId: `ten_${tenant}`, keyId: `key_${key}` };
}

/** Parses a key without any I/O. Returns null if the platform did not sign it. */
export async function readApiKey(signer: Signer, text: string): Promise<ReadKey | null> {
  const [, body, tenant, key, secret, signature] = pattern.exec(text) ?? [];
  if (body === undefined || secret === undefined || signature === undefined) return null;
  if (!(await signer.verify(purpose, body, signature))) return null;
  return { tenantId: `ten_${tenant}`, keyId: `key_${key}`, hash: await digest(secret) };
}

function bodyOf(id: string): string {
  return id.slice(id.indexOf("_") + 1);
}
