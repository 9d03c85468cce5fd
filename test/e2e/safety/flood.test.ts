import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { carryTo } from "../../support/e2e/carrier.ts";
import { eventually } from "../../support/e2e/eventually.ts";
import { type Home, openHome, type Running } from "../../support/e2e/home.ts";
import { complete, putOnSale, readyCart } from "../../support/http/carts.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { createSender, type Parcel } from "../../support/http/sender.ts";

// Lower than in production, so that a short flood exceeds them.
const limits = {
  writes: { quota: 100, window: 60 },
  unidentified: { quota: 50, window: 60 },
};

let home: Home;
let running: Running;
beforeAll(async () => {
  home = await openHome();
  running = await home.start({}, { RATE_LIMITS: JSON.stringify(limits) });
});
afterAll(() => home.close());

const json = (path: string, tenant: MintedTenant, body: unknown, headers = {}): Parcel => ({
  method: "POST",
  path,
  headers: { "X-Tenant": tenant.slug, "Content-Type": "application/json", ...headers },
  body: JSON.stringify(body),
  host: undefined,
});

/** Sends as fast as it can from one address until stopped. Resolves to the number of answers by status. */
function flood(localAddress: string, request: () => Parcel) {
  const carry = carryTo(running.platform.port, localAddress);
  const counts = new Map<number, number>();
  let stopped = false;
  const worker = async () => {
    while (!stopped) {
      const { status } = await carry(request());
      counts.set(status, (counts.get(status) ?? 0) + 1);
    }
  };
  const workers = Promise.all(Array.from({ length: 32 }, worker));
  return {
    counts,
    exhausted: () =>
      eventually(
        20_000,
        async () => counts.get(429) ?? 0,
        (refused) => refused > 500,
      ),
    async stop() {
      stopped = true;
      await workers;
      return counts;
    },
  };
}

/** A shopper's whole checkout, from an address of its own. */
async function checksOut(localAddress: string, shop: MintedTenant, variantId: string): Promise<number> {
  const send = createSender(carryTo(running.platform.port, localAddress));
  const cart = await readyCart(send, shop, [{ variantId, quantity: 1 }]);
  return (await complete(send, shop, cart.id)).status;
}

const guess = () => crypto.randomUUID();

describe("while one address sends as fast as it can", () => {
  const floods: readonly (readonly [string, (shop: MintedTenant, variantId: string) => Parcel])[] = [
    ["carts", (shop, variantId) => json("/v1/store/carts", shop, { items: [{ variantId, quantity: 1 }] })],
    ["checkouts", (shop) => json("/v1/store/checkout", shop, { items: [] }, { "Idempotency-Key": guess() })],
    ["bad credentials", (shop) => json("/v1/store/carts", shop, {}, { Authorization: `Bearer ${guess()}` })],
    ["unknown hosts", (shop) => ({ ...json("/v1/store/carts", shop, {}), host: `${guess()}.localhost` })],
  ];

  it.each(floods)("%s, another shopper can check out", async (name, request) => {
    const { send, mintTenant } = running;
    const shop = await mintTenant();
    const variantId = await putOnSale(send, shop);
    const number = floods.findIndex(([one]) => one === name);
    const flooding = flood(`127.0.1.${number + 1}`, () => request(shop, variantId));
    try {
      await flooding.exhausted();
      expect(await checksOut(`127.0.2.${number + 1}`, shop, variantId)).toBe(201);
    } finally {
      const counts = await flooding.stop();
      expect([...counts.keys()].filter((status) => status >= 500)).toEqual([]);
    }
  });
});
