import { describe, expect, it } from "vitest";
import { z } from "zod";
import { useRunning } from "../../support/e2e/home.ts";
import { complete, putOnSale, readyCart, shopperOf } from "../../support/http/carts.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import type { Answer } from "../../support/http/sender.ts";

const running = useRunning();

const money = z.object({ amount: z.int(), currency: z.string() });
const totals = z.object({ subtotal: money, discount: money, shipping: money, tax: money, total: money });
const placed = z.looseObject({
  id: z.string(),
  number: z.int(),
  accessToken: z.string(),
  currency: z.string(),
  items: z.array(
    z.looseObject({
      quantity: z.int(),
      unitPrice: money,
      subtotal: money,
      discount: money,
      tax: money,
      total: money,
    }),
  ),
  totals,
});
const cart = z.looseObject({ id: z.string(), items: z.array(z.looseObject({ id: z.string() })), totals });

const cartIn = async (tenant: MintedTenant, quantity = 1) => {
  const { send } = running();
  const variantId = await putOnSale(send, tenant);
  return { variantId, cart: await readyCart(send, tenant, [{ variantId, quantity }]) };
};

const pointersOf = ({ body }: Answer) =>
  z
    .looseObject({ errors: z.array(z.looseObject({ pointer: z.string() })) })
    .parse(body)
    .errors.map(({ pointer }) => pointer);

describe("a cart of three variants in two quantities", () => {
  it.each([
    ["USD", false],
    ["USD", true],
    ["JPY", false],
    ["JPY", true],
    ["KWD", false],
    ["KWD", true],
  ])("becomes an order in %s that adds up to the unit, tax in its prices: %s", async (currency, included) => {
    const { send, mintTenant } = running();
    const tenant = await mintTenant({ defaultCurrency: currency, currencies: [currency] });
    const headers = { "X-Tenant": tenant.slug };
    const set = await send("patch", "/v1/admin/settings", {
      key: tenant.adminKey,
      body: { pricesIncludeTax: included, taxRates: [{ country: "GB", rate: 2_050 }] },
    });
    expect(set.status, set.text).toBe(200);
    const amounts = [1_999, 333, 10_001];
    const items = await Promise.all(
      amounts.map(async (amount, index) => ({
        variantId: await putOnSale(send, tenant, { prices: [{ amount, currency }] }),
        quantity: index === 1 ? 3 : 2,
      })),
    );
    const opened = await send("post", "/v1/store/carts", { headers, body: { currency } });
    const path = `/v1/store/carts/${cart.parse(opened.body).id}`;
    for (const body of items)
      expect((await send("post", `${path}/items`, { headers, body })).status).toBe(200);
    const ready = cart.parse((await send("patch", path, { headers, body: shopperOf(tenant) })).body);

    const answer = await complete(send, tenant, ready.id, { body: { expectedTotal: ready.totals.total } });
    expect(answer.status, answer.text).toBe(201);
    const order = placed.parse(answer.body);
    expect(order.totals).toEqual(ready.totals);
    expect(order.items.map(({ unitPrice, quantity }) => [unitPrice.amount, quantity])).toEqual([
      [1_999, 2],
      [333, 3],
      [10_001, 2],
    ]);
    for (const { unitPrice, quantity, subtotal, discount, tax, total } of order.items) {
      expect(subtotal.amount).toBe(unitPrice.amount * quantity);
      expect(tax.amount).toBeGreaterThan(0);
      expect(total.amount).toBe(subtotal.amount - discount.amount + (included ? 0 : tax.amount));
    }
    const sum = (field: "subtotal" | "discount" | "tax" | "total") =>
      order.items.reduce((all, item) => all + item[field].amount, 0);
    const { subtotal, discount, shipping, tax, total } = order.totals;
    expect([subtotal.amount, discount.amount, tax.amount]).toEqual([
      sum("subtotal"),
      sum("discount"),
      sum("tax"),
    ]);
    expect(shipping).toEqual({ amount: 500, currency });
    expect(total).toEqual({ amount: sum("total") + 500, currency });
    expect(total.amount).toBe(
      subtotal.amount - discount.amount + shipping.amount + (included ? 0 : tax.amount),
    );
  });
});

describe("completing a cart again and again", () => {
  it("under one key, twenty times at once, is one order and nineteen repetitions with the same token", async () => {
    const { send, mintTenant } = running();
    const tenant = await mintTenant();
    const ready = await cartIn(tenant);
    const key = crypto.randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => complete(send, tenant, ready.cart.id, { key })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    const repeated = answers.filter(({ headers }) => headers.get("Idempotent-Replayed") === "true");
    expect(repeated).toHaveLength(19);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const order = placed.parse(answers[0]?.body);
    expect(order.number).toBe(1_001);
    expect(answers[0]?.headers.get("Location")).toBe(`/v1/store/orders/${order.id}`);

    const body = { expectedTotal: order.totals.total };
    expect(await complete(send, tenant, ready.cart.id, { key, body })).toMatchObject({
      status: 422,
      body: { code: "idempotency-key-reused" },
    });
    expect(await complete(send, tenant, ready.cart.id)).toMatchObject({
      status: 409,
      body: { code: "cart-completed" },
    });
    const levels = await send("get", `/v1/admin/variants/${ready.variantId}/inventory`, {
      key: tenant.adminKey,
    });
    expect(levels.body).toMatchObject({ reserved: 1, available: 9 });
  });

  it("gives a token that opens this order, and no other", async () => {
    const { send, mintTenant } = running();
    const tenant = await mintTenant();
    const [mine, theirs] = await Promise.all(
      [await cartIn(tenant), await cartIn(tenant)].map(async (ready) =>
        placed.parse((await complete(send, tenant, ready.cart.id)).body),
      ),
    );
    const read = (id: string | undefined, token: string | undefined) =>
      send("get", `/v1/store/orders/${id}`, {
        headers: { "X-Tenant": tenant.slug, ...(token === undefined ? {} : { "X-Order-Token": token }) },
      });
    expect(await read(mine?.id, mine?.accessToken)).toMatchObject({ status: 200, body: { id: mine?.id } });
    expect((await read(mine?.id, theirs?.accessToken)).status).toBe(404);
    expect((await read(mine?.id, undefined)).status).toBe(401);
  });

  it("needs a key, as checking out at once does", async () => {
    const { send, mintTenant } = running();
    const tenant = await mintTenant();
    const ready = await cartIn(tenant);
    const headers = { "X-Tenant": tenant.slug };
    for (const path of [`/v1/store/carts/${ready.cart.id}/complete`, "/v1/store/checkout"])
      expect(await send("post", path, { headers, body: {} })).toMatchObject({
        status: 400,
        body: { code: "idempotency-key-required" },
      });
  });
});

describe("a price that changes between cart and order", () => {
  it("is 409 and names the line; the new total, when it is expected, is accepted", async () => {
    const { send, mintTenant } = running();
    const tenant = await mintTenant();
    const [steady, moving] = [await putOnSale(send, tenant), await putOnSale(send, tenant)];
    const ready = await readyCart(send, tenant, [
      { variantId: steady, quantity: 1 },
      { variantId: moving, quantity: 2 },
    ]);
    await send("put", `/v1/admin/variants/${moving}/prices`, {
      key: tenant.adminKey,
      body: { prices: [{ amount: 1_100, currency: "USD" }] },
    });
    const key = crypto.randomUUID();
    const stopped = await complete(send, tenant, ready.id, { key });
    expect(stopped).toMatchObject({ status: 409, body: { code: "cart-changed" } });
    expect(pointersOf(stopped)).toEqual(["/items/1"]);

    const shown = await send("get", `/v1/store/carts/${ready.id}`, { headers: { "X-Tenant": tenant.slug } });
    expect(shown.body).toMatchObject({
      items: [{ priceChanged: false }, { priceChanged: true, unitPrice: { amount: 1_100 } }],
      totals: { total: { amount: 3_700, currency: "USD" } },
    });
    const old = await complete(send, tenant, ready.id, { key, body: { expectedTotal: ready.totals.total } });
    expect(old.status).toBe(409);
    expect(pointersOf(old)).toContain("/expectedTotal");
    // A refusal leaves the key free.
    const body = { expectedTotal: cart.parse(shown.body).totals.total };
    expect(await complete(send, tenant, ready.id, { key, body })).toMatchObject({
      status: 201,
      body: { totals: { total: { amount: 3_700, currency: "USD" } } },
    });
  });
});

describe("a cart's id", () => {
  it("opens it without a credential, in its own shop only", async () => {
    const { send, mintTenant } = running();
    const [tenant, other] = await Promise.all([mintTenant(), mintTenant()]);
    const { cart: ready } = await cartIn(tenant);
    const path = `/v1/store/carts/${ready.id}`;
    expect(await send("get", path, { headers: { "X-Tenant": tenant.slug } })).toMatchObject({
      status: 200,
      body: { id: ready.id },
    });
    expect(await send("get", path, { key: other.adminKey })).toMatchObject({ status: 404 });
    const headers = { "X-Tenant": other.slug };
    expect(await send("patch", path, { headers, body: { note: "Mine" } })).toMatchObject({ status: 404 });
    expect(await complete(send, other, ready.id)).toMatchObject({ status: 404 });
  });

  it("is the same again when opening is repeated under one key", async () => {
    const { send, mintTenant } = running();
    const { slug } = await mintTenant();
    const open = (key: string) =>
      send("post", "/v1/store/carts", { headers: { "X-Tenant": slug, "Idempotency-Key": key }, body: {} });
    const [one, two] = [crypto.randomUUID(), crypto.randomUUID()];
    const [first, again, other] = [await open(one), await open(one), await open(two)];
    expect(again.text).toBe(first.text);
    expect(again.headers.get("Idempotent-Replayed")).toBe("true");
    expect(cart.parse(other.body).id).not.toBe(cart.parse(first.body).id);
    expect(first.headers.get("Location")).toBe(`/v1/store/carts/${cart.parse(first.body).id}`);
    expect(first.headers.get("ETag")).toBe('"1"');
  });
});
