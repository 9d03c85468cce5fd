import { expect, it } from "vitest";
import { z } from "zod";
import { useRunning } from "../../support/e2e/home.ts";
import { putOnSale } from "../../support/http/carts.ts";

const running = useRunning();

/** `RUSH=300` is the largest crowd of one address that the limit of checkouts admits. */
const shoppers = Number(process.env.RUSH ?? 150);
const uses = Math.floor(shoppers / 5);
const usd = (amount: number) => ({ amount, currency: "USD" });

const promotion = z.looseObject({ id: z.string(), used: z.int(), usedAmount: z.object({ amount: z.int() }) });
const order = z.looseObject({
  id: z.string(),
  totals: z.looseObject({ discount: z.object({ amount: z.int() }) }),
});

async function openPromotion(more: object) {
  const { send, mintTenant } = running();
  const shop = await mintTenant();
  const { adminKey: key, slug } = shop;
  const settings = await send("patch", "/v1/admin/settings", {
    key,
    body: { maxUnpaidUnitsPerVariant: null },
  });
  expect(settings.status, settings.text).toBe(200);
  const variantId = await putOnSale(send, shop, { stocked: 10_000 });
  const path = "/v1/admin/promotions";
  const action = { kind: "amount", on: "order", per: "order", amounts: [usd(100)] };
  const made = await send("post", path, { key, body: { name: "Rush", status: "active", action, ...more } });
  expect(made.status, made.text).toBe(201);
  const { id } = promotion.parse(made.body);
  return {
    key,
    read: async () => promotion.parse((await send("get", `${path}/${id}`, { key })).body),
    buy: (index: number, codes: readonly string[]) =>
      send("post", "/v1/store/checkout", {
        headers: {
          "X-Tenant": slug,
          "Idempotency-Key": crypto.randomUUID(),
        },
        body: {
          email: `guest-${index % uses}@shop.example`,
          items: [{ variantId, quantity: 1 }],
          shippingAddress: { country: "GB" },
          codes,
        },
      }),
  };
}

it("a crowd that wants a code at once gets it as often as it may be used, and no more", async () => {
  const { send } = running();
  const shop = await openPromotion({ codes: ["RUSH"], limits: { uses } });
  const answers = await Promise.all(
    Array.from({ length: shoppers }, (_, index) => shop.buy(index, ["rush"])),
  );
  const placed = answers.filter(({ status }) => status === 201).map(({ body }) => order.parse(body));
  expect(placed).toHaveLength(uses);
  for (const { totals } of placed) expect(totals.discount.amount).toBe(100);
  for (const { status, text } of answers) if (status !== 201) expect(text).toContain("code-used-up");
  expect(await shop.read()).toMatchObject({ used: uses, usedAmount: { amount: uses * 100 } });

  const [first] = placed;
  const cancelled = await send("post", `/v1/admin/orders/${first?.id}/cancel`, {
    key: shop.key,
    body: { reason: "changed my mind" },
  });
  expect(cancelled.status, cancelled.text).toBe(200);
  expect(await shop.read()).toMatchObject({ used: uses - 1 });
  expect((await shop.buy(0, ["RUSH"])).status).toBe(201);
  expect((await shop.buy(1, ["RUSH"])).status).toBe(422);
});

it("a crowd never takes more than a budget, and a guest no more than a use for an e-mail address", async () => {
  const budget = usd(uses * 100 - 1);
  const shop = await openPromotion({ limits: { budget, usesPerCustomer: 1 } });
  const answers = await Promise.all(Array.from({ length: shoppers }, (_, index) => shop.buy(index, [])));
  const placed = answers.map(({ body, status, text }) => {
    expect(status, text).toBe(201);
    return order.parse(body);
  });
  const reduced = placed.filter(({ totals }) => totals.discount.amount > 0);
  // One less than addresses: the last would exceed the budget.
  expect(reduced).toHaveLength(uses - 1);
  expect(await shop.read()).toMatchObject({ used: uses - 1, usedAmount: { amount: (uses - 1) * 100 } });
});
