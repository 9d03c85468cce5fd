const encoder = new TextEncoder();

/** The SHA-256 of a text or of bytes, base64url. */
export async function digest(content: string | Uint8Array<ArrayBuffer>): Promise<string> {
  return toBase64Url(await sha256(content));
}

/** The SHA-256 of a text, hexadecimal in small letters. */
export async function hexDigest(text: string): Promise<string> {
  return (await sha256(text)).toHex();
}

async function sha256(content: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const bytes = typeof content === "string" ? encoder.encode(content) : content;
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** FNV-1a, 32 bits. It distributes texts evenly, for hashes that don't have to be secret. */
export function hashOf(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of encoder.encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

/** Bytes as base64url without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

/** Returns null if the text isn't canonical base64url. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const bytes = Uint8Array.fromBase64(text, { alphabet: "base64url" });
    // Unused bits of the last character must be zero, so that each value has exactly one encoding.
    return toBase64Url(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}

/** JSON with sorted fields, so that equal values give the same text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
