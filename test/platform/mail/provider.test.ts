import { describe, expect, it } from "vitest";
import { OutsideUnavailable } from "../../../src/kernel/delivery/reaction.ts";
import { createProvider } from "../../../src/platform/mail/provider.ts";

const mail = {
  to: "ada@example.com",
  subject: "Your order",
  text: "Hello Ada",
  html: "<p>Hello Ada</p>",
  locale: "de",
  replyTo: "shop@example.com",
  idempotencyKey: "orders.confirmation:01J00000000000000000000000",
};
const settings = {
  url: "https://mail.example/emails",
  token: "re_secret",
  from: "Harbour <mail@harbour.example>",
};
const now = Date.parse("2026-03-01T12:00:00Z");

/** Sends a mail through a provider that answers so. */
async function sendThrough(answer: () => Promise<Response>, more: Partial<typeof settings> = {}) {
  const requests: { readonly url: string; readonly init: RequestInit }[] = [];
  const fetch = (url: string, init: RequestInit) => {
    requests.push({ url, init });
    return answer();
  };
  const provider = createProvider({ ...settings, ...more }, { fetch, now: () => now });
  const error = await provider.send(mail).then(
    () => null,
    (reason: unknown) => reason,
  );
  return { error, requests };
}

const answering =
  (status: number, name?: string, headers: Record<string, string> = {}) =>
  () =>
    Promise.resolve(
      new Response(JSON.stringify({ name, message: `Invalid to: ${mail.to}, ${mail.text}` }), {
        status,
        headers,
      }),
    );

describe("a mail provider over HTTP", () => {
  it("is sent the mail as text and HTML, once under its key", async () => {
    const { error, requests } = await sendThrough(answering(200));
    expect(error).toBeNull();
    const [{ url, init } = { url: "", init: {} }] = requests;
    expect(url).toBe(settings.url);
    expect(init).toMatchObject({ method: "POST", redirect: "manual" });
    expect(init.headers).toEqual({
      Authorization: "Bearer re_secret",
      "Content-Type": "application/json",
      "Idempotency-Key": mail.idempotencyKey,
    });
    expect(JSON.parse(String(init.body))).toEqual({
      from: settings.from,
      to: [mail.to],
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      reply_to: mail.replyTo,
      headers: { "Content-Language": "de" },
    });
  });

  it.each([
    [400, "validation_error"],
    [404, "not_found"],
    [422, "invalid_to_address"],
    [302, undefined],
  ])("that answers %d will not take the mail: the attempt counts", async (status, name) => {
    const { error } = await sendThrough(answering(status, name));
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(OutsideUnavailable);
  });

  it.each([401, 403, 408, 409, 429, 500, 502, 503])("that answers %d gets the mail again", async (status) => {
    expect((await sendThrough(answering(status))).error).toBeInstanceOf(OutsideUnavailable);
  });

  it("that can't be reached, or doesn't answer in time, gets the mail again", async () => {
    const { error } = await sendThrough(() => Promise.reject(new Error(`no route for ${mail.to}`)));
    expect(error).toBeInstanceOf(OutsideUnavailable);
    expect(String(error)).not.toContain(mail.to);
  });

  it.each([
    ["120", 120_000],
    ["Sun, 01 Mar 2026 12:00:30 GMT", 30_000],
    ["soon", undefined],
  ])("says with Retry-After: %s how long to wait", async (field, expected) => {
    const { error } = await sendThrough(answering(429, "rate_limit_exceeded", { "Retry-After": field }));
    expect(error).toMatchObject({ retryAfterMs: expected });
  });

  it("that has had another text under the key has sent the mail", async () => {
    expect((await sendThrough(answering(409, "invalid_idempotent_request"))).error).toBeNull();
  });

  it("leaves no address and no text in an error", async () => {
    for (const status of [400, 422, 429, 500]) {
      const text = String((await sendThrough(answering(status, `Bad ${mail.to}`))).error);
      expect(text).toMatch(new RegExp(`answered ${status}$`));
    }
  });

  it.each([
    ["token", "MAIL_TOKEN is not set"],
    ["from", "MAIL_FROM is not set"],
  ])("waits for whoever configures it without a %s", async (name, message) => {
    const { error, requests } = await sendThrough(answering(200), { [name]: "" });
    expect(error).toMatchObject({ name: "OutsideUnavailable", message });
    expect(requests).toEqual([]);
  });
});
