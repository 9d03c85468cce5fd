import { fromBase64Url, toBase64Url } from "../kernel/values/digest.ts";

/**
 * Encrypts a secret that is returned only once, with a key derived from the request's Idempotency-Key. The
 * platform stores the encrypted text but not the key, so only a replay of the same request can decrypt it.
 */
export async function seal(secret: string, idempotencyKey: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(secret);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyFrom(idempotencyKey), text);
  return `${toBase64Url(iv)}.${toBase64Url(new Uint8Array(sealed))}`;
}

/** Decrypts a secret with the Idempotency-Key it was sealed with. Throws for any other key. */
export async function unseal(sealed: string, idempotencyKey: string): Promise<string> {
  const [iv, text] = sealed.split(".").map((part) => fromBase64Url(part));
  if (!iv || !text) throw new Error("not a sealed secret");
  const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await keyFrom(idempotencyKey), text);
  return new TextDecoder().decode(opened);
}

async function keyFrom(idempotencyKey: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(idempotencyKey),
    "HKDF",
    false,
    ["deriveKey"],
  );
  const info = new TextEncoder().encode("sealed answer");
  return crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info },
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}
