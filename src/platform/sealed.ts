import type { StoredSecrets } from "../kernel/delivery/reaction.ts";
import { fromBase64Url, toBase64Url } from "../kernel/values/digest.ts";
import type { KeyRing } from "./signing.ts";

const purpose = "sealed-secret";

/**
 * Encrypts a secret that is returned only once. The key is derived from the request's Idempotency-Key and the
 * platform's signing secret, and the database has neither. So only a replay of the same request can decrypt it.
 */
export function seal(secret: string, idempotencyKey: string, keyRing: KeyRing): Promise<string> {
  return sealFor(keyRing, purpose, idempotencyKey, secret);
}

/** Decrypts a secret. Throws for another Idempotency-Key, and if the signing secret is no longer accepted. */
export async function unseal(sealed: string, idempotencyKey: string, keyRing: KeyRing): Promise<string> {
  const opened = await unsealFor(keyRing, purpose, idempotencyKey, sealed);
  if (opened === null) throw new Error("sealed under a signing secret that is no longer accepted");
  return opened.text;
}

/** Encrypts a text with the platform's current signing secret, for one purpose and one owner. */
export async function sealFor(
  keyRing: KeyRing,
  sealPurpose: string,
  owner: string,
  text: string,
): Promise<string> {
  const [{ keyId, mac }] = await keyRing.macs(sealPurpose, owner);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = new TextEncoder().encode(text);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await cipherKey(mac), bytes);
  return `${keyId}.${toBase64Url(iv)}.${toBase64Url(new Uint8Array(sealed))}`;
}

/** Decrypts a text. Null if its signing secret is no longer accepted. Throws for another purpose or owner. */
export async function unsealFor(
  keyRing: KeyRing,
  sealPurpose: string,
  owner: string,
  sealed: string,
): Promise<{ readonly text: string; readonly isCurrent: boolean } | null> {
  const [keyId, ...parts] = sealed.split(".");
  const [iv, text] = parts.map((part) => fromBase64Url(part));
  if (!iv || !text) throw new Error("not a sealed secret");
  const candidates = await keyRing.macs(sealPurpose, owner);
  const sealing = candidates.find((candidate) => candidate.keyId === keyId);
  if (sealing === undefined) return null;
  const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await cipherKey(sealing.mac), text);
  return { text: new TextDecoder().decode(opened), isCurrent: sealing === candidates[0] };
}

/** Seals secrets that the platform itself must read again with the key ring, and signs with them. */
export function storedSecrets(keyRing: KeyRing): StoredSecrets {
  return {
    sealStored: (sealPurpose, owner, text) => sealFor(keyRing, sealPurpose, owner, text),
    openStored: (sealPurpose, owner, sealed) => unsealFor(keyRing, sealPurpose, owner, sealed),
    async macWith(secret, text) {
      const algorithm = { name: "HMAC", hash: "SHA-256" };
      const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["sign"]);
      return new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text)));
    },
  };
}

/** An HMAC-SHA256 is a pseudorandom function, so its 256 bits can be a key. */
function cipherKey(mac: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", mac, "AES-GCM", false, ["encrypt", "decrypt"]);
}
