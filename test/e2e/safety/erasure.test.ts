import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { sqliteFilesIn } from "../../../local/state/databases.ts";
import { accountsOf, goodPassword } from "../../support/accounts/accounts.ts";
import { mailsTo, tokenIn } from "../../support/accounts/mails.ts";
import { carryTo } from "../../support/e2e/carrier.ts";
import { type Home, openHome, type Running } from "../../support/e2e/home.ts";
import { putOnSale, shopperOf } from "../../support/http/carts.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { createSender, platformToken, type Send } from "../../support/http/sender.ts";
import { storedTexts, tablesWith } from "../../support/stored-texts.ts";

/*
 * A person does everything that leaves something behind, and is erased. Then no database of the platform has anything of it: all
 * tables are read, as they are found in the files, before and after a rebuild.
 */

let home: Home;
let running: Running;
let shop: MintedTenant;
let asPerson: Send;

/** Nobody else calls from here. */
const address = "127.7.41.9";

beforeAll(async () => {
  home = await openHome();
  running = await home.start();
  asPerson = createSender(carryTo(running.platform.port, address));
  shop = await running.mintTenant();
});
afterAll(() => home.close());

const texts: string[] = [address];

/** A text of the person that can be recognised, also in parts of it. */
function mark(before = "", after = ""): string {
  const word = [...crypto.getRandomValues(new Uint8Array(14))]
    .map((byte) => "abcdefghijklmnop"[byte % 16])
    .join("");
  texts.push(word);
  return `${before}${word}${after}`;
}

const identified = z.looseObject({ id: z.string() });
const ordered = z.looseObject({
  id: z.string(),
  number: z.int(),
  status: z.string(),
  totals: z.looseObject({ total: z.object({ amount: z.int(), currency: z.string() }), tax: z.unknown() }),
  items: z.array(z.unknown()),
  payments: z.array(z.looseObject({ status: z.string() })),
  refunds: z.array(z.looseObject({ reason: z.string(), amount: z.unknown() })),
});
type Ordered = z.infer<typeof ordered>;

const admin = async (method: string, path: string, body?: unknown, key = shop.adminKey) => {
  const headers = { "X-Tenant": shop.slug, "Idempotency-Key": crypto.randomUUID() };
  const answer = await running.send(method, path, { key, headers, body });
  expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(300);
  return answer;
};
const readOrder = async (id: string): Promise<Ordered> =>
  ordered.parse((await admin("get", `/v1/admin/orders/${id}`)).body);

const newAddress = () => ({
  firstName: mark("Zoë-"),
  lastName: mark("O'"),
  company: mark('"', '" & Söhne'),
  address1: mark("12, ", " Street"),
  address2: mark("c/o "),
  city: mark(),
  postalCode: mark().slice(0, 12),
  phone: `+49 30 ${mark()}`,
  country: "DE",
});

async function buy(variantId: string, email: string, key?: string): Promise<Ordered> {
  const details = { ...shopperOf(shop), email, shippingAddress: newAddress(), billingAddress: newAddress() };
  const answer = await asPerson("post", "/v1/store/checkout", {
    key,
    headers: { "X-Tenant": shop.slug, "Idempotency-Key": crypto.randomUUID() },
    body: { ...details, items: [{ variantId, quantity: 1 }], note: mark("Ring twice, ") },
  });
  expect(answer.status, answer.text).toBe(201);
  return ordered.parse(answer.body);
}

/** The person registers, verifies, and signs in and changes things. */
async function openAccount() {
  const { post } = accountsOf(asPerson, shop);
  const email = mark("Ada.", "@shop.example");
  const profile = { firstName: mark("É"), lastName: mark(), phone: `+49 89 ${mark()}` };
  const added = { email, firstName: mark(), phone: mark("+1 ") };
  const known = identified.parse((await admin("post", "/v1/admin/customers", added)).body);
  const registered = await post("/v1/auth/register", { email, password: goodPassword, ...profile });
  expect(registered.status, registered.text).toBe(201);
  const [mail] = await mailsTo(running.send, shop, email, { subject: /^Confirm/ });
  expect((await post("/v1/auth/verify-email/confirm", { token: tokenIn(mail?.text) })).status).toBe(204);
  const userAgent = mark("Browser of ");
  const signedIn = await asPerson("post", "/v1/auth/sign-in", {
    headers: { "X-Tenant": shop.slug, "User-Agent": userAgent },
    body: { email, password: goodPassword },
  });
  const { accessToken, user } = z
    .looseObject({ accessToken: z.string(), user: identified })
    .parse(signedIn.body);
  await asPerson("patch", "/v1/auth/me", { key: accessToken, body: { lastName: mark() } });
  expect((await post("/v1/auth/password-reset", { email })).status).toBe(202);
  return { id: user.id, addedId: known.id, email, key: accessToken };
}

async function keepAddresses(key: string): Promise<void> {
  const path = "/v1/store/customers/me/addresses";
  const made = await asPerson("post", path, { key, body: newAddress() });
  const kept = await asPerson("post", path, { key, body: newAddress() });
  expect([made.status, kept.status]).toEqual([201, 201]);
  const { id } = identified.parse(made.body);
  await asPerson("patch", `${path}/${id}`, { key, body: { city: mark() } });
  expect((await asPerson("delete", `${path}/${id}`, { key })).status).toBe(204);
}

async function fillCarts(variantId: string, email: string, key: string): Promise<void> {
  const headers = { "X-Tenant": shop.slug };
  const items = [{ variantId, quantity: 1 }];
  for (const who of [key, undefined]) {
    const opened = await asPerson("post", "/v1/store/carts", { key: who, headers, body: { items, email } });
    expect(opened.status, opened.text).toBe(201);
    const path = `/v1/store/carts/${identified.parse(opened.body).id}`;
    const body = { shippingAddress: newAddress(), note: mark() };
    const told = await asPerson("patch", path, { key: who, headers, body });
    expect(told.status, told.text).toBe(200);
  }
}

/** One order is delivered and refunded in part, one is cancelled, and one was a guest's. */
async function placeOrders(variantId: string, email: string, key: string): Promise<readonly Ordered[]> {
  const [delivered, cancelled, guests] = [
    await buy(variantId, mark("other.", "@shop.example"), key),
    await buy(variantId, email, key),
    await buy(variantId, email.toUpperCase()),
  ];
  for (const { id } of [delivered, guests]) {
    await admin("post", `/v1/admin/orders/${id}/capture`);
    const parcel = { trackingNumber: mark("DE"), carrier: "Post" };
    await admin("post", `/v1/admin/orders/${id}/ship`, parcel);
    await admin("post", `/v1/admin/orders/${id}/deliver`);
  }
  const refund = { amount: { amount: 100, currency: "USD" }, reason: mark("Called by ") };
  await admin("post", `/v1/admin/orders/${delivered.id}/refunds`, refund);
  await admin("patch", `/v1/admin/orders/${delivered.id}`, { internalNote: mark("Is the sister of ") });
  await admin("post", `/v1/admin/orders/${cancelled.id}/cancel`, { reason: mark("Wrote from ") });
  return Promise.all([delivered, cancelled, guests].map(({ id }) => readOrder(id)));
}

/** The tables that have something of the person, in any of the platform's databases. */
function tracesOfPerson(): readonly string[] {
  const files = sqliteFilesIn(join(home.stateDir, "v3"));
  expect(files.length).toBeGreaterThan(2);
  const tables = files.flatMap((file) => {
    const sqlite = new DatabaseSync(file, { readOnly: true, timeout: 2_000 });
    try {
      return tablesWith(
        storedTexts((sql) => sqlite.prepare(sql).all()),
        texts,
      );
    } finally {
      sqlite.close();
    }
  });
  return [...new Set(tables)].toSorted();
}

const erase = async (id: string) =>
  z
    .object({ status: z.string(), orders: z.int() })
    .parse((await admin("post", `/v1/admin/customers/${id}/erase`)).body);

const noTraces = () =>
  vi
    .waitUntil(() => tracesOfPerson().length === 0, { timeout: 30_000, interval: 500 })
    .catch(() => {
      expect(tracesOfPerson()).toEqual([]);
    });

describe("a person who was erased", { timeout: 180_000 }, () => {
  it("is in no table of any database, its orders add up, and a rebuild brings nothing back", async () => {
    const variantId = await putOnSale(running.send, shop);
    const { id, addedId, email, key } = await openAccount();
    await keepAddresses(key);
    const before = await placeOrders(variantId, email, key);
    await fillCarts(variantId, email, key);
    await mailsTo(running.send, shop, email, { subject: /order/i, expected: 1 });
    await admin("get", "/v1/admin/audit");

    // The search finds what is there.
    const found = tracesOfPerson();
    for (const table of [
      "customers",
      "customer_addresses",
      "events",
      "orders",
      "carts",
      "sessions",
      "idempotency",
    ])
      expect(found).toContain(table);
    for (const table of ["audit_log", "audit", "mailbox", "customer_terms", "order_terms"])
      expect(found).toContain(table);

    const open = await buy(variantId, email, key);
    const headers = { "X-Tenant": shop.slug };
    const refused = await running.send("post", `/v1/admin/customers/${id}/erase`, {
      key: shop.adminKey,
      headers,
    });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "orders-open", detail: expect.stringContaining(`#${open.number}`) },
    });
    await admin("post", `/v1/admin/orders/${open.id}/cancel`, { reason: "erasure" });

    await erase(id);
    expect((await asPerson("get", "/v1/auth/me", { key })).status).toBe(401);
    await vi.waitUntil(async () => (await erase(id)).status === "completed", {
      timeout: 30_000,
      interval: 300,
    });
    expect(await erase(id)).toMatchObject({ orders: 4 });
    await admin("get", "/v1/admin/audit");
    await noTraces();

    for (const { payments, refunds, ...one } of before) {
      const after = await readOrder(one.id);
      expect(after).toMatchObject({ number: one.number, totals: one.totals, items: one.items, payments });
      expect(after).toMatchObject({ email: null, erasure: { shippingCountry: "DE", billingCountry: "DE" } });
      expect(after.refunds.map(({ amount }) => amount)).toEqual(refunds.map(({ amount }) => amount));
    }
    const [delivered] = before;
    const refund = { amount: { amount: 50, currency: "USD" }, reason: "broken" };
    await admin("post", `/v1/admin/orders/${delivered?.id}/refunds`, refund);
    for (const customer of [id, addedId]) {
      const { body, status } = await running.send("get", `/v1/admin/customers/${customer}`, {
        key: shop.adminKey,
        headers,
      });
      expect({ status, body }).toMatchObject(customer === id ? { body: { email: null } } : { status: 404 });
    }
    const verified = await admin("get", "/v1/admin/audit/verification");
    const faults = z
      .array(z.looseObject({ log: z.string(), trail: z.string() }))
      .parse(Object(verified.body).items);
    expect(faults.length).toBeGreaterThan(5);
    for (const fault of faults) expect(["intact", "erased"], JSON.stringify(fault)).toContain(fault.log);
    for (const fault of faults) expect(["intact", "erased"], JSON.stringify(fault)).toContain(fault.trail);

    const rebuild = identified.parse(
      (await admin("post", "/v1/ops/rebuilds", { view: "all" }, platformToken)).body,
    );
    await vi.waitUntil(
      async () => Object((await admin("get", `/v1/ops/rebuilds/${rebuild.id}`)).body).status === "completed",
      { timeout: 30_000, interval: 300 },
    );
    expect(tracesOfPerson()).toEqual([]);
  });
});
