import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { includesType, unmatchedFilter } from "../../../src/modules/webhooks/sending/filters.ts";
import { retryAfter } from "../../../src/modules/webhooks/sending/send.ts";
import { newSecret } from "../../../src/modules/webhooks/sending/signature.ts";
import { openWebhooks } from "./given.ts";

const hourMs = 3_600_000;

/** Checks what arrived as a receiver does. The library allows five minutes between the clocks. */
function verify(secret: string, { body, headers }: { readonly body: string; readonly headers: Headers }) {
  const at = Math.floor(Date.now() / 1000);
  expect(Math.abs(at - Number(headers.get("webhook-timestamp")))).toBeLessThan(300);
  return new Webhook(secret).verify(body, Object.fromEntries(headers));
}

async function openWithArrival() {
  const webhooks = openWebhooks();
  webhooks.platform.clock.advance(Date.now() - webhooks.platform.clock.now());
  const endpoint = await webhooks.add("shop");
  webhooks.locate("first");
  await webhooks.platform.deliverAll();
  const [first] = webhooks.arrived;
  if (first === undefined) throw new Error("nothing arrived");
  return { ...webhooks, endpoint, first };
}

describe("the signature of a delivery", () => {
  it("is verified by the library of Standard Webhooks", async () => {
    const { endpoint, first } = await openWithArrival();
    expect(verify(endpoint.secret, first)).toMatchObject({ type: "inventory.location.created" });
  });

  it("fits no other secret, body, id or time", async () => {
    const { endpoint, first } = await openWithArrival();
    const changed = (name: string, value: string) => {
      const headers = new Headers(first.headers);
      headers.set(name, value);
      return { ...first, headers };
    };
    const timestamp = String(Number(first.headers.get("webhook-timestamp")) + 1);
    expect(() => verify(newSecret(), first)).toThrow(/signature/i);
    for (const forged of [
      { ...first, body: `${first.body} ` },
      changed("webhook-id", "01J00000000000000000000000"),
      changed("webhook-timestamp", timestamp),
    ])
      expect(() => verify(endpoint.secret, forged)).toThrow(/signature/i);
  });

  it("is made with both secrets for a day after a rotation, and then with the new one alone", async () => {
    const { endpoint, rotate, locate, pass, arrived } = await openWithArrival();
    const rotated = await rotate(endpoint.id);
    locate("second");
    await pass(1_000);
    const both = arrived.at(-1)?.headers.get("webhook-signature")?.split(" ") ?? [];
    expect(both).toHaveLength(2);
    const second = arrived.at(-1);
    if (second === undefined) throw new Error("nothing arrived");
    for (const secret of [endpoint.secret, rotated])
      expect(verify(secret, second)).toMatchObject({ data: { name: "second" } });
    await pass(24 * hourMs);
    locate("third");
    await pass(1_000);
    expect(arrived.at(-1)?.headers.get("webhook-signature")?.split(" ")).toHaveLength(1);
  });

  it("has a secret of 256 bits, which no table has in plain text", async () => {
    const { endpoint, tenant } = await openWithArrival();
    expect(endpoint.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const stored = JSON.stringify(tenant.storage.rows("SELECT * FROM webhook_secrets"));
    expect(stored).not.toContain(endpoint.secret.slice("whsec_".length));
    expect(JSON.stringify(tenant.storage.rows("SELECT data, state FROM events"))).not.toContain("whsec_");
  });
});

describe("the event types of an endpoint", () => {
  it.each([
    [["*"], "order.placed", true],
    [["order.*"], "order.placed", true],
    [["order.*"], "order.payment.captured", true],
    [["order.payment.*"], "order.payment.captured", true],
    [["order.payment.*"], "order.placed", false],
    [["order.placed"], "order.placed", true],
    [["order.placed"], "order.placed.twice", false],
    [["order.*"], "orders.placed", false],
    [["order"], "order.placed", false],
    [["catalog.*", "order.placed"], "order.placed", true],
    [[], "order.placed", false],
  ])("%j include %s: %s", (filters, type, expected) => {
    expect(includesType(filters, type)).toBe(expected);
  });

  it("that no event has are found", () => {
    const types = ["order.placed", "catalog.product.created"];
    expect(unmatchedFilter(["*", "order.*", "catalog.product.created"], types)).toBeNull();
    expect(unmatchedFilter(["order.placed", "orders.*"], types)).toBe(1);
  });
});

it("Retry-After is seconds or a date", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  expect(retryAfter("120", now)).toBe(120_000);
  expect(retryAfter("Thu, 01 Jan 2026 00:01:00 GMT", now)).toBe(60_000);
  expect(retryAfter("Wed, 31 Dec 2025 00:00:00 GMT", now)).toBe(0);
  expect(retryAfter("soon", now)).toBeUndefined();
  expect(retryAfter(null, now)).toBeUndefined();
});
