import { fromBase64Url, toBase64Url } from "../kernel/values/digest.ts";
import type { KeyRing } from "./signing.ts";

const purpose = "sealed-secret";

/**
 * Encrypts a secret that is returned only once. The key is derived from the request's Idempotency-Key and the
 * platform's signing secret, and the database has neither. So only a replay of the same request can decrypt it.
 */
export async function seal(secret: string, idempotencyKey: string, keyRing: KeyRing): Promise<string> {
  const [{ keyId, mac }] = await keyRing.macs(purpose, idempotencyKey);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(secret);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await cipherKey(mac), text);
  return `${keyId}.${toBase64Url(iv)}.${toBase64Url(new Uint8Array(sealed))}`;
}

/** Decrypts a secret. Throws for another Idempotency-Key, and if the signing secret is no longer accepted. */
export async function unseal(sealed: string, idempotencyKey: string, keyRing: KeyRing): Promise<string> {
  const [keyId, ...parts] = sealed.split(".");
  const [iv, text] = parts.map((part) => fromBase64Url(part));
  if (!iv || !text) throw new Error("not a sealed secret");
  const candidates = await keyRing.macs(purpose, idempotencyKey);
  const sealing = candidates.find((candidate) => candidate.keyId === keyId);
  if (sealing === undefined) throw new Error("sealed under a signing secret that is no longer accepted");
  const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await cipherKey(sealing.mac), text);
  return new TextDecoder().decode(opened);
}

/** An HMAC-SHA256 is a pseudorandom function, so its 256 bits can be a key. */
function cipherKey(mac: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", mac, "AES-GCM", false, ["encrypt", "decrypt"]);
}
