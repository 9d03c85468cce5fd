/** An event as a webhook brings it: CloudEvents 1.0 in JSON. */
export interface WebhookEvent<Data = unknown> {
  readonly specversion: string;
  readonly id: string;
  readonly source: string;
  /** Such as `order.placed`. */
  readonly type: string;
  /** When it happened, as RFC 3339 in UTC. */
  readonly time: string;
  /** What it happened to: `order/ord_…`. */
  readonly subject?: string;
  readonly data: Data;
  /** What the platform adds, such as `sequence`. */
  readonly [extension: string]: unknown;
}

export type WebhookErrorCode =
  | "missing-header"
  | "invalid-secret"
  | "outside-tolerance"
  | "invalid-signature";

/** Why a delivery is not to be believed. Answer it with 400. */
export class WebhookError extends Error {
  override readonly name = "WebhookError";
  readonly code: WebhookErrorCode;

  constructor(code: WebhookErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export interface WebhookOptions {
  /** How far its time may be from now, in seconds. 300 by default. */
  toleranceSeconds?: number;
  /** The time, in milliseconds since 1970. */
  now?: () => number;
}

/**
 * Checks that a delivery is the platform's, as Standard Webhooks has it, and reads its event. `body` is the body as it arrived, `secret`
 * the endpoint's, `whsec_…`; during a rotation both. A delivery may arrive twice: `event.id` says which are the same.
 *
 * @throws {WebhookError} If it is not signed with the secret, or not recent.
 */
export async function verifyWebhook<Data = unknown>(
  body: string,
  headers: Headers | Readonly<Record<string, string | string[] | undefined>>,
  secret: string | readonly string[],
  { toleranceSeconds = 300, now = Date.now }: WebhookOptions = {},
): Promise<WebhookEvent<Data>> {
  const [id, timestamp, signature] = names.map((name) => headerOf(headers, name));
  const seconds = /^\d{1,15}$/.test(timestamp ?? "") ? Number(timestamp) : Number.NaN;
  if (!(Math.abs(now() / 1_000 - seconds) <= toleranceSeconds))
    throw new WebhookError("outside-tolerance", "Its time is too far from now.");
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  const secrets = typeof secret === "string" ? [secret] : secret;
  const checks = await Promise.all(
    secrets.map(async (one) => isSignedWith(await keyOf(one), signed, signature ?? "")),
  );
  if (!checks.includes(true)) throw new WebhookError("invalid-signature", "No signature is of this secret.");
  // The platform signed it, and it signs events only.
  return JSON.parse(body) as WebhookEvent<Data>;
}

const names = ["webhook-id", "webhook-timestamp", "webhook-signature"] as const;

function headerOf(headers: Parameters<typeof verifyWebhook>[1], name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : headers[name];
  if (typeof value !== "string" || value === "")
    throw new WebhookError("missing-header", `It has no ${name}.`);
  return value;
}

/** Several signatures are separated by spaces, each after its version. `verify` takes as long for a wrong one as for a right one. */
async function isSignedWith(key: CryptoKey, signed: BufferSource, signature: string): Promise<boolean> {
  const candidates = signature
    .split(" ")
    .flatMap((one) => (one.startsWith("v1,") ? [bytesOf(one.slice(3))] : []));
  const checks = await Promise.all(
    candidates.map((mac) => mac !== null && crypto.subtle.verify("HMAC", key, mac, signed)),
  );
  return checks.includes(true);
}

async function keyOf(secret: string): Promise<CryptoKey> {
  const bytes = bytesOf(secret.replace(/^whsec_/, ""));
  if (bytes === null || bytes.length === 0)
    throw new WebhookError("invalid-secret", "A secret is `whsec_` and Base64.");
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
