import { describe, expect, it } from "vitest";
import { OutsideUnavailable } from "../../../../src/kernel/delivery/reaction.ts";
import { finish, request } from "../../../support/node/rebuilds.ts";
import { openOrderShop, parcel } from "../shop.ts";

/** A shop whose mails arrive, and an order of two lamps. */
function openMailingShop(more: object = {}) {
  const shop = openOrderShop();
  const lamp = shop.stock("Lamp", 10);
  const order = shop.order("till.place", { items: [{ variantId: lamp, quantity: 2 }], ...more });
  const { platform } = shop;
  return {
    ...shop,
    id: order.id,
    itemId: order.items[0]?.id ?? "",
    world: platform.world,
    subjects: () => platform.world.accepted.map(({ text }) => text.split("\n")[0]),
    ship: (quantity: number) =>
      shop.must("orders.shipOrder", {
        id: order.id,
        ...parcel,
        items: [{ itemId: order.items[0]?.id ?? "", quantity }],
      }),
    refund: (amount: number) =>
      shop.must("orders.refundOrder", { id: order.id, amount: { amount, currency: "USD" }, reason: "late" }),
  };
}

describe("a customer", () => {
  it("gets a mail when the order is placed, when each parcel ships, and for each refund", async () => {
    const { platform, must, id, ship, refund, subjects, world } = openMailingShop();
    must("orders.captureOrder", { id });
    ship(1);
    ship(1);
    refund(500);
    refund(700);
    await platform.deliverAll();
    expect(subjects().map((subject) => subject?.replace(/ – .*/, ""))).toEqual([
      "Your order #1001 is confirmed",
      "Part of your order #1001 is on its way",
      "Your order #1001 is on its way",
      "A refund for your order #1001",
      "A refund for your order #1001",
    ]);
    const [, part, , first, second] = world.accepted.map(({ text }) => text);
    expect(part).toContain("Tracking number: GB123");
    expect(part).toContain("1 × Lamp");
    expect(first).toContain("We have refunded $5.00");
    expect(second).toContain("We have refunded $7.00");
    expect(second).toContain("Refunded in all: $12.00");
    expect(new Set(world.accepted.map(({ key }) => key)).size).toBe(5);
  });

  it("gets the mails of an order in order, whatever fails meanwhile", async () => {
    const { platform, tenant, must, id, ship, subjects, world } = openMailingShop();
    world.treat(() => "is unavailable");
    must("orders.captureOrder", { id });
    ship(2);
    await platform.deliverAll();
    expect(subjects()).toEqual([]);
    world.treat(() => "accepts");
    await platform.passTime(tenant, 60_000);
    expect(subjects()).toHaveLength(2);
    expect(subjects()[0]).toContain("is confirmed");
    expect(subjects()[1]).toContain("is on its way");
  });

  it("gets no mail again when the read model is rebuilt", async () => {
    const { platform, tenant, subjects } = openMailingShop();
    await platform.deliverAll();
    expect(subjects()).toHaveLength(1);
    await finish(platform, tenant, request(tenant));
    expect(subjects()).toHaveLength(1);
  });

  it("gets them in the language of the order, else of the shop", async () => {
    const shop = openOrderShop();
    shop.must("tenants.changeSettings", { locales: ["en", "de"], defaultLocale: "de" });
    const lamp = shop.stock("Lamp", 10);
    for (const locale of ["en", "fr", "de-CH"])
      shop.order("till.place", { items: [{ variantId: lamp, quantity: 1 }], locale });
    await shop.platform.deliverAll();
    const texts = shop.platform.world.accepted.map(({ text }) => text);
    expect(texts.toSorted()).toEqual([
      expect.stringContaining("Ihre Bestellung"),
      expect.stringContaining("Ihre Bestellung"),
      expect.stringContaining("Your order"),
    ]);
  });

  it("gets a mail that is due although the tenant was suspended since", async () => {
    const { platform, must, subjects } = openMailingShop();
    must("tenants.setStatus", { status: "suspended" });
    await platform.deliverAll();
    expect(subjects()).toHaveLength(1);
  });
});

describe("a mail provider that asks to wait", () => {
  it("is not asked again before, for that mail", async () => {
    const { platform, tenant, world, subjects } = openMailingShop();
    let asked = 0;
    const { mailer } = world.outside;
    Object.assign(world.outside, {
      mailer: (tenantId: string, about: string, signal: AbortSignal) => ({
        send: async (mail: Parameters<ReturnType<typeof mailer>["send"]>[0]) => {
          asked += 1;
          if (asked === 1) throw new OutsideUnavailable("429", { retryAfterMs: 90_000 });
          await mailer(tenantId, about, signal).send(mail);
        },
      }),
    });
    await platform.deliverAll();
    await platform.passTime(tenant, 89_000);
    expect(asked).toBe(1);
    await platform.passTime(tenant, 30_000);
    expect(subjects()).toHaveLength(1);
  });
});
