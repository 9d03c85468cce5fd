import type { Signer } from "../kernel/access/authenticator.ts";
import { fromBase64Url, toBase64Url } from "../kernel/values/digest.ts";

const encoder = new TextEncoder();

/** Creates a signer for a secret. The key is imported when the first signature is created or verified. */
export function createSigner(secret: string): Signer {
  let key: Promise<CryptoKey> | null = null;
  const imported = () => {
    key ??= crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, [
      "sign",
      "verify",
    ]);
    return key;
  };
  const bytesOf = (purpose: string, text: string) => encoder.encode(`${purpose}\n${text}`);
  return {
    async sign(purpose, text) {
      const mac = await crypto.subtle.sign("HMAC", await imported(), bytesOf(purpose, text));
      return toBase64Url(new Uint8Array(mac));
    },
    async verify(purpose, text, mac) {
      const bytes = fromBase64Url(mac);
      if (bytes === null) return false;
      // WebCrypto compares in constant time.
      return crypto.subtle.verify("HMAC", await imported(), bytes, bytesOf(purpose, text));
    },
  };
}

/** Creates a bearer token: 160 random bits as text. */
export function newBearerToken(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(20)));
}
