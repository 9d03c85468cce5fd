import { type Mail, type Mailer, OutsideUnavailable } from "../../kernel/delivery/reaction.ts";
import { retryAfterMs } from "./retry-after.ts";

/** Where mail is sent: the address of the provider's API, its token, and whom mail is from. */
export interface ProviderSettings {
  readonly url: string;
  readonly token: string;
  readonly from: string;
}

interface ProviderDeps {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
}

const defaultUrl = "https://api.resend.com/emails";

/**
 * Sends mail through an HTTP API in the shape of Resend's: `POST` of JSON with an `Idempotency-Key`. Its errors say which status
 * and which code the provider has answered, and nothing of the mail.
 */
export function createProvider(settings: ProviderSettings, deps: ProviderDeps): Mailer {
  return {
    async send(mail) {
      const missing = missingIn(settings);
      // The mail waits for whoever mends the configuration.
      if (missing !== null) throw new OutsideUnavailable(`${missing} is not set`);
      await settle(await request(settings, mail, deps), deps.now());
    },
  };
}

function missingIn({ token, from }: ProviderSettings): string | null {
  if (token === "") return "MAIL_TOKEN";
  return from === "" ? "MAIL_FROM" : null;
}

async function request(
  { url, token, from }: ProviderSettings,
  { to, subject, text, html, locale, replyTo, idempotencyKey }: Mail,
  { fetch, signal }: ProviderDeps,
): Promise<Response> {
  try {
    return await fetch(url === "" ? defaultUrl : url, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${token}`,
        "Content-Type": "application/json",
        "Idempotency-Key": idempotencyKey,
      },
      body: JSON.stringify({
        ...{ from, to: [to], subject, text, html },
        ...(replyTo === undefined ? {} : { reply_to: replyTo }),
        headers: { "Content-Language": locale },
      }),
      // A redirect would take the token to another host.
      redirect: "manual",
      ...(signal === undefined ? {} : { signal }),
    });
  } catch {
    // The message of the error may name what was sent.
    throw new OutsideUnavailable("the mail provider did not answer");
  }
}

async function settle(response: Response, now: number): Promise<void> {
  if (response.ok) {
    await response.body?.cancel();
    return;
  }
  const code = await codeOf(response);
  const { status } = response;
  // The key was accepted with a mail before. A newer release may render the same mail differently.
  if (status === 409 && code === "invalid_idempotent_request") return;
  const message = `the mail provider answered ${status}${code === null ? "" : ` ${code}`}`;
  if (isTransient(status))
    throw new OutsideUnavailable(message, {
      retryAfterMs: retryAfterMs(response.headers.get("Retry-After"), now),
    });
  throw new Error(message);
}

/**
 * Whether the same mail may be accepted later. 401 and 403 are about the token and the sender, which the operator mends; 409 is a
 * request with the same key that is still running.
 */
function isTransient(status: number): boolean {
  return status >= 500 || [401, 403, 408, 409, 425, 429].includes(status);
}

/** The provider's error code. Its message is not read: it may quote the address. */
async function codeOf(response: Response): Promise<string | null> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== "object" || body === null || !("name" in body)) return null;
  return typeof body.name === "string" && /^[a-z_]{1,64}$/.test(body.name) ? body.name : null;
}
