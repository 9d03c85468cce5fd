import { describe, expect, it } from "vitest";
import { z } from "zod";
import { storedPerByte } from "../../../durable-objects/write/shopper-budget.ts";
import { addressLimits } from "../../../src/kernel/text/address.ts";
import { orderLimits } from "../../../src/modules/orders/limits.ts";
import { openStore, refusalOf, shippingOptions } from "./given.ts";

const made = z.looseObject({ id: z.string(), variants: z.array(z.looseObject({ id: z.string() })) });

const jacket = {
  title: "Field jacket",
  colour: "Dark green",
  image: "https://images.example/field-jacket-front.jpg",
};

const ada = {
  firstName: "Ada",
  lastName: "Lovelace",
  address1: "12 St James's Square",
  city: "London",
  postalCode: "SW1Y 4JH",
  country: "GB",
};

/** A shop with a product of 250 variants, and orders of one of each. */
function openJacketStore({ title, colour, image } = jacket) {
  const store = openStore();
  store.must("tenants.changeSettings", { maxUnpaidUnitsPerVariant: null });
  const colours = Array.from({ length: 250 }, (_, index) => `${index} ${colour}`);
  const product = made.parse(
    store.must("catalogue.createProduct", {
      translations: [{ locale: "en", title }],
      options: [{ name: "Colour", values: colours }],
      images: [{ url: image, alt: "Seen from the front" }],
      variants: colours.map((Colour, index) => ({
        options: { Colour },
        sku: `FIELD-JACKET-${index}`,
        prices: [{ amount: 12_345, currency: "USD" }],
        stocked: 10_000,
      })),
    }),
  );
  store.must("catalogue.publishProduct", { id: product.id });
  const rows = (sql: string) => store.tenant.storage.rows(sql);
  return {
    ...store,
    rows,
    order: (lines: number, more: object = {}) =>
      store.checkOut(
        {
          items: product.variants.slice(0, lines).map(({ id }) => ({ variantId: id, quantity: 1 })),
          email: "ada@shop.example",
          shippingAddress: ada,
          shippingOptionId: shippingOptions(store)[0]?.id,
          ...more,
        },
        { address: "192.0.2.1" },
      ),
    orderBytes: () => Number(rows("SELECT max(octet_length(content)) AS bytes FROM orders")[0]?.bytes),
    spent: () => Number(rows("SELECT max(bytes) AS bytes FROM shopper_writes")[0]?.bytes),
  };
}

/** The longest that a shopper can write: a letter takes six bytes as JSON here, so that the limit of bytes applies. */
const longText = (bytes: number) => "\u0001".repeat(Math.floor(bytes / 6));
const longLine = longText(addressLimits.addressLineBytes.value);
const longAddress = {
  ...{ firstName: longLine, lastName: longLine, company: longLine, address1: longLine, address2: longLine },
  ...{ city: longLine, province: longLine, postalCode: longLine, phone: longLine, country: "GB" },
};
const longest = {
  email: `${"a".repeat(64)}@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(59)}.example`,
  shippingAddress: longAddress,
  billingAddress: longAddress,
  note: longText(orderLimits.noteBytes.value),
};

describe("the size of an order", () => {
  it("of as many lines as a cart can have is well below the limit if texts are of ordinary length", () => {
    const store = openJacketStore();
    expect(store.order(250)).toMatchObject({ ok: true });
    expect(store.orderBytes()).toBeLessThan(160 * 1024);
  });

  it("is less than 64 KiB for 80 lines, whatever the shopper writes", () => {
    const store = openJacketStore();
    expect(store.order(80, longest)).toMatchObject({ ok: true });
    expect(store.orderBytes()).toBeLessThan(64 * 1024);
  });

  it("of a shopper's own texts is less than 13 KiB", () => {
    const store = openJacketStore();
    store.order(1);
    const short = store.orderBytes();
    expect(store.order(1, longest)).toMatchObject({ ok: true });
    expect(store.orderBytes() - short).toBeLessThan(13 * 1024);
  });

  it("is limited when the catalogue's texts are as long as they can be", () => {
    const wordy = {
      title: "é".repeat(255),
      colour: "é".repeat(250),
      image: `https://images.example/${"x".repeat(900)}`,
    };
    const store = openJacketStore(wordy);
    expect(refusalOf(store.order(250, longest)).code).toBe("too-large");
    const most = [120, 110, 100, 90].find((lines) => store.order(lines, longest).ok);
    expect(most).toBeDefined();
    // The object adds what it derives from the order's event.
    expect(store.orderBytes()).toBeLessThan(orderLimits.orderBytes.value + 1_024);
    expect(store.orderBytes()).toBeGreaterThan(0.8 * orderLimits.orderBytes.value);
  });
});

describe("what is stored for each byte that counts as written", { timeout: 60_000 }, () => {
  it.each([
    [1, 100],
    [10, 40],
    [250, 4],
  ])("is within the documented growth, for orders of %i lines that expire", async (lines, times) => {
    const store = openJacketStore();
    await store.platform.deliverAll();
    const sizeOf = (read: (sql: string) => readonly Record<string, unknown>[]) =>
      Number(read("PRAGMA page_count")[0]?.page_count) * Number(read("PRAGMA page_size")[0]?.page_size);
    const sizes = () => ({ object: sizeOf(store.rows), readModel: sizeOf(store.platform.readModel.rows) });
    const before = sizes();
    for (let count = 0; count < times; count += 1) expect(store.order(lines).ok).toBe(true);
    const spent = store.spent();
    await store.platform.passTime(store.tenant, 8 * 24 * 60 * 60_000);
    await store.platform.deliverAll();
    const after = sizes();
    expect((after.object - before.object) / spent).toBeLessThan(storedPerByte.object);
    expect((after.readModel - before.readModel) / spent).toBeLessThan(storedPerByte.readModel);
  });

  it("is within the documented growth, for carts that are abandoned", async () => {
    const store = openJacketStore();
    const { variantId } = store.sell();
    await store.platform.deliverAll();
    const size = () => Number(store.rows("PRAGMA page_count")[0]?.page_count) * 4_096;
    const before = size();
    for (let count = 0; count < 300; count += 1)
      store.open({ items: [{ variantId, quantity: 1 }] }, { address: "192.0.2.1" });
    const spent = store.spent();
    await store.platform.passTime(store.tenant, 2 * 24 * 60 * 60_000);
    await store.platform.deliverAll();
    expect((size() - before) / spent).toBeLessThan(storedPerByte.object);
  });
});
