import type { KeyedMac, Signer } from "../kernel/access/authenticator.ts";
import { fromBase64Url, toBase64Url } from "../kernel/values/digest.ts";

/** The platform's secrets: the current one signs, and every accepted one verifies. */
export type KeyRing = Signer;

const encoder = new TextEncoder();
const keyIdLength = 8;
/** The length of a MAC in base64url. A signature made before key ids is a MAC alone. */
const macLength = 43;

/**
 * Creates a key ring. A signature is the id of its secret and the MAC, both base64url. Keys are imported when the
 * first signature is created or verified.
 */
export function createKeyRing(current: string, accepted: readonly string[] = []): KeyRing {
  const first = lazyKey(current);
  const others = accepted.filter((secret) => secret !== current).map(lazyKey);
  const candidatesFor = async (signature: string) => {
    const all = await Promise.all([first, ...others].map((key) => key()));
    if (signature.length === macLength) return all;
    const keyId = signature.slice(0, -macLength);
    return all.filter(({ id }) => id === keyId);
  };
  return {
    async sign(purpose, text) {
      const { keyId, mac } = await macOf(await first(), purpose, text);
      return `${keyId}${toBase64Url(mac)}`;
    },
    async verify(purpose, text, signature) {
      const mac = fromBase64Url(signature.slice(-macLength));
      if (mac === null) return false;
      for (const { key } of await candidatesFor(signature)) {
        // WebCrypto compares in constant time.
        if (await crypto.subtle.verify("HMAC", key, mac, bytesOf(purpose, text))) return true;
      }
      return false;
    },
    async macs(purpose, text) {
      const macUnder = async (key: () => Promise<Key>) => macOf(await key(), purpose, text);
      const [mac, ...rest] = await Promise.all([macUnder(first), ...others.map(macUnder)]);
      return [mac, ...rest];
    },
  };
}

/** Creates a bearer token: 160 random bits as text. */
export function newBearerToken(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(20)));
}

interface Key {
  readonly id: string;
  readonly key: CryptoKey;
}

function lazyKey(secret: string): () => Promise<Key> {
  let imported: Promise<Key> | null = null;
  return () => {
    imported ??= importKey(secret);
    return imported;
  };
}

/** The id is derived from the secret, so that operators configure secrets only. */
async function importKey(secret: string): Promise<Key> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, [
    "sign",
    "verify",
  ]);
  const id = await crypto.subtle.sign("HMAC", key, bytesOf("key-id", ""));
  return { id: toBase64Url(new Uint8Array(id)).slice(0, keyIdLength), key };
}

async function macOf({ id, key }: Key, purpose: string, text: string): Promise<KeyedMac> {
  const mac = await crypto.subtle.sign("HMAC", key, bytesOf(purpose, text));
  return { keyId: id, mac: new Uint8Array(mac) };
}

function bytesOf(purpose: string, text: string) {
  return encoder.encode(`${purpose}\n${text}`);
}
