import { expect } from "vitest";
import { z } from "zod";
import { createRandom } from "../../../local/node/random.ts";
import { putOnSale, readyCart, shopperOf } from "../http/carts.ts";
import type { MintedTenant } from "../http/minting.ts";
import type { Answer, Send } from "../http/sender.ts";
import type { Running } from "./home.ts";

/** A shopper who orders some of each product under their own Idempotency-Key. */
export interface Shopper {
  readonly wants: readonly number[];
  /** Whether the shopper fills a cart first or sends everything in one request. */
  readonly cartId: string | null;
  readonly key: string;
  /** The outcome, once known. */
  answer: Answer | null;
}

/** A shop with limited stock of each product, and its shoppers. */
export interface Rush {
  readonly seed: number;
  readonly tenant: MintedTenant;
  readonly stocked: readonly number[];
  readonly variantIds: readonly string[];
  readonly shoppers: readonly Shopper[];
}

/**
 * Opens a shop with the given stock of each product and fifty shoppers. `wants` gives the quantities each one
 * orders.
 */
export async function openRush(
  { send, mintTenant }: Running,
  seed: number,
  stocked: readonly number[],
  wants: (random: () => number) => readonly number[],
): Promise<Rush> {
  const random = createRandom(seed);
  const tenant = await mintTenant();
  const variantIds = await Promise.all(stocked.map((count) => putOnSale(send, tenant, { stocked: count })));
  const shoppers = await Promise.all(
    Array.from({ length: 50 }, async (_, index): Promise<Shopper> => {
      const wanted = wants(random);
      // One shopper in ten fills a cart first. That works as well, but takes three requests.
      const cartId =
        index % 10 === 0 ? (await readyCart(send, tenant, itemsOf(variantIds, wanted))).id : null;
      return {
        wants: wanted,
        cartId,
        key: `a-key-that-is-long-enough-for-shoppers-${seed}-${index}`,
        answer: null,
      };
    }),
  );
  return { seed, tenant, stocked, variantIds, shoppers };
}

/** Sends a shopper's order and retries if necessary. A broken connection leaves the outcome unknown. */
export async function order(send: Send, rush: Rush, shopper: Shopper): Promise<Answer | null> {
  const { tenant, variantIds } = rush;
  const { cartId, wants, key } = shopper;
  const headers = { "X-Tenant": tenant.slug, "Idempotency-Key": key };
  const [path, body] =
    cartId === null
      ? ["/v1/store/checkout", { ...shopperOf(tenant), items: itemsOf(variantIds, wants) }]
      : [`/v1/store/carts/${cartId}/complete`, {}];
  shopper.answer = await send("post", path, { headers, body }).catch(() => null);
  return shopper.answer;
}

const placed = z.looseObject({ id: z.string(), number: z.int(), accessToken: z.string() });
const inventory = z.looseObject({ stocked: z.int(), reserved: z.int(), available: z.int() });

/**
 * Nothing was oversold, no order was refused that stock could have covered, and every order number is used
 * once.
 */
export async function checkRush(send: Send, rush: Rush): Promise<{ readonly orders: number }> {
  const { tenant, stocked, variantIds, shoppers, seed } = rush;
  const served = shoppers.filter(({ answer }) => answer?.status === 201);
  const turnedAway = shoppers.filter(({ answer }) => answer?.status !== 201);
  for (const { answer } of turnedAway) {
    expect(answer, `seed ${seed}: ${answer?.text}`).toMatchObject({
      status: 422,
      body: { code: "insufficient-inventory", errors: [{ pointer: expect.stringMatching(/^\/items\/\d$/) }] },
    });
  }
  const left = stocked.map(
    (count, index) => count - served.reduce((sum, { wants }) => sum + (wants[index] ?? 0), 0),
  );
  for (const [index, variantId] of variantIds.entries()) {
    const read = await send("get", `/v1/admin/variants/${variantId}/inventory`, { key: tenant.adminKey });
    const { available, reserved } = inventory.parse(read.body);
    expect({ available, reserved }, `seed ${seed}`).toEqual({
      available: left[index],
      reserved: (stocked[index] ?? 0) - (left[index] ?? 0),
    });
    expect(available).toBeGreaterThanOrEqual(0);
  }
  // Stock only decreases during the rush, so it must still be insufficient for every refused order.
  for (const { wants } of turnedAway)
    expect(
      wants.some((count, index) => count > (left[index] ?? 0)),
      `seed ${seed}`,
    ).toBe(true);
  const orders = served.map(({ answer }) => placed.parse(answer?.body));
  expect(new Set(orders.map(({ id }) => id)).size).toBe(orders.length);
  expect(orders.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
    orders.map((_, index) => 1_001 + index),
  );
  return { orders: orders.length };
}

/** Runs all shoppers concurrently, in an order that the seed determines. */
export function shuffled<Item>(items: readonly Item[], seed: number): readonly Item[] {
  const random = createRandom(seed);
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function itemsOf(variantIds: readonly string[], wants: readonly number[]) {
  return variantIds.map((variantId, index) => ({ variantId, quantity: wants[index] ?? 1 }));
}
