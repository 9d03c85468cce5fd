/** Signs and checks short texts with the platform's secret; one purpose cannot be used for another. */
export interface Signer {
  /** The MAC of a text for one purpose, base64url without padding. */
  sign(purpose: string, text: string): Promise<string>;
  verify(purpose: string, text: string, mac: string): Promise<boolean>;
}

const encoder = new TextEncoder();

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

/** 160 random bits: a name that is known only to those who were told it. */
export function newBearerToken(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(20)));
}

export function toBase64Url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

/** Null where the text is not base64url. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const bytes = Uint8Array.fromBase64(text, { alphabet: "base64url" });
    // One value, one spelling: unused bits of the last character are not for playing with.
    return toBase64Url(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}

/** The SHA-256 of a text or of bytes, base64url. */
export async function digest(content: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof content === "string" ? encoder.encode(content) : content;
  return toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}
