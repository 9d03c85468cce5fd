import { describe, expect, it } from "vitest";
import { jsonBytes } from "../../../src/kernel/values/text.ts";
import { decidePlace, type OrderDraft } from "../../../src/modules/orders/index.ts";
import { orderLimits } from "../../../src/modules/orders/limits.ts";
import { snapshotOf } from "../../../src/modules/orders/placing/snapshot-rules.ts";
import { eur, usd } from "../products/given.ts";
import { after, context, draft, lampId, placement, refusalOf, rugId } from "./given.ts";

const two = [
  { variantId: lampId, quantity: 2 },
  { variantId: rugId, quantity: 1 },
];

function place(ordered: OrderDraft, stocked: Readonly<Record<string, number>>) {
  const result = decidePlace(ordered, placement(stocked), context);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return { ...result.value, order: after(result.value.id, result.value.events) };
}

describe("placing an order", () => {
  it("gives it a number, reserves every line, and expects a manual payment of the total", () => {
    const { order, events } = place(draft(two), { [lampId]: 2, [rugId]: 1 });
    expect(events.map(({ type }) => type)).toEqual([
      "order.placed",
      "inventory.reservation.created",
      "inventory.level.low",
      "inventory.reservation.created",
      "inventory.level.low",
    ]);
    expect(order).toMatchObject({
      number: 1_001,
      status: "confirmed",
      totals: { subtotal: { amount: 3_000 }, tax: { amount: 600 }, total: { amount: 4_100 } },
      payments: [
        {
          provider: "manual",
          status: "created",
          amount: { amount: 4_100, currency: "USD" },
          capturedAt: null,
        },
      ],
    });
    expect(order.items.map(({ quantity, subtotal }) => [quantity, subtotal.amount])).toEqual([
      [2, 2_000],
      [1, 1_000],
    ]);
  });

  it("stores personal data in one place", () => {
    const { order } = place(draft(two, { note: "Ring twice." }), { [lampId]: 2, [rugId]: 1 });
    const { person, ...rest } = order;
    expect(person).toMatchObject({ email: "ada@example.com", note: "Ring twice." });
    expect(JSON.stringify(rest)).not.toMatch(/ada|lovelace|st james|ring twice/i);
  });

  it("leaves it pending while a line is on backorder", () => {
    const backorder = [{ variantId: lampId, quantity: 3, policy: "continue" as const }];
    expect(place(draft(backorder), { [lampId]: 2 }).order.status).toBe("pending");
    expect(place(draft(backorder), { [lampId]: 3 }).order.status).toBe("confirmed");
  });

  it("keeps what was taken off the whole order, and the tax on shipping, which is part of what is to pay", () => {
    const sound = draft(two);
    const cents = (amount: number) => ({ amount, currency: usd });
    const onShipping = { name: "VAT", rate: 2_000, amount: cents(100) };
    const nothingOff = {
      ...{ promotionId: "pro_1", code: null, label: "Ten off", amount: cents(0) },
      target: "order" as const,
    };
    const taxed: OrderDraft = {
      ...sound,
      adjustments: [nothingOff],
      shippingTaxes: [onShipping],
      totals: { ...sound.totals, tax: cents(700), total: cents(4_200) },
    };
    const { order } = place(taxed, { [lampId]: 2, [rugId]: 1 });
    expect(order).toMatchObject({ adjustments: [nothingOff], shippingTaxes: [onShipping] });
  });

  it("reserves nothing of an untracked variant", () => {
    const { events, order } = place(draft([{ variantId: lampId, quantity: 9, policy: "untracked" }]), {});
    expect(events).toHaveLength(1);
    expect(order.status).toBe("confirmed");
  });

  it("is refused as a whole if one line is short, and points to it", () => {
    const result = decidePlace(draft(two), placement({ [lampId]: 2 }), context);
    expect(refusalOf(result)).toEqual({ code: "insufficient-inventory", pointers: ["/items/1"] });
  });

  it("is refused if it leaves no room for payments, fulfillments and refunds", () => {
    const wordy = (letters: number) => {
      const { items, ...rest } = draft(two);
      return { ...rest, items: items.map((item) => ({ ...item, sku: "é".repeat(letters) })) };
    };
    const stock = placement({ [lampId]: 2, [rugId]: 1 });
    expect(decidePlace(wordy(60_000), stock, context).ok).toBe(true);
    expect(refusalOf(decidePlace(wordy(66_000), stock, context)).code).toBe("too-large");
  });

  it("cuts what it copies of long titles and options, and leaves out a long image URL", () => {
    const [lamp] = draft(two).items;
    if (lamp === undefined) throw new Error("a line");
    const long = {
      ...lamp,
      title: "é".repeat(200),
      options: { Size: "x".repeat(100) },
      image: { url: `data:image/svg+xml,${"x".repeat(1_100)}`, alt: null },
    };
    const short = { ...lamp, image: { url: "https://images.example/lamp.jpg", alt: "A lamp" } };
    const { image, title, options } = snapshotOf(long);
    expect({ image, title, options }).toEqual({
      image: null,
      title: "é".repeat(150),
      options: { Size: "x".repeat(60) },
    });
    expect(snapshotOf(short)).toEqual(expect.objectContaining({ title: lamp.title, image: short.image }));
  });

  it("keeps the image of a line if its URL and its alternative text together are not too long", () => {
    const [lamp] = draft(two).items;
    if (lamp === undefined) throw new Error("a line");
    const alt = "A lamp";
    const room = orderLimits.imageBytes.value - jsonBytes(alt) - jsonBytes("");
    const imageOf = (letters: number, text: string | null) =>
      snapshotOf({ ...lamp, image: { url: "u".repeat(letters), alt: text } }).image;
    expect(imageOf(room, alt)).not.toBeNull();
    expect(imageOf(room + 1, alt)).toBeNull();
    expect(imageOf(room + 1, null)).not.toBeNull();
  });

  it("points to the line by the pointer that the caller gives", () => {
    const [lamp, rug] = draft(two).items;
    if (lamp === undefined || rug === undefined) throw new Error("two lines");
    const ordered = { ...draft(two), items: [lamp, { ...rug, pointer: "/lines/7" }] };
    expect(refusalOf(decidePlace(ordered, placement({ [lampId]: 2 }), context)).pointers).toEqual([
      "/lines/7",
    ]);
  });
});

describe("an order that does not add up", () => {
  const sound = draft(two);
  const [line] = sound.items;
  if (line === undefined) throw new Error("a line");
  const cents = (amount: number) => ({ amount, currency: usd });
  const wrong: Readonly<Record<string, OrderDraft>> = {
    "a line's subtotal": { ...sound, items: [{ ...line, subtotal: cents(1_999) }, ...sound.items.slice(1)] },
    "a line's tax": { ...sound, items: [{ ...line, tax: cents(1) }, ...sound.items.slice(1)] },
    "a line's quantity": { ...sound, items: [{ ...line, quantity: 3 }, ...sound.items.slice(1)] },
    "the sum of the tax": { ...sound, totals: { ...sound.totals, tax: cents(601) } },
    "the total": { ...sound, totals: { ...sound.totals, total: cents(4_099) } },
    "the price of shipping": { ...sound, shippingOption: null },
    "what the tax is part of": { ...sound, pricesIncludeTax: true },
    "the currency": { ...sound, totals: { ...sound.totals, total: { amount: 4_100, currency: eur } } },
    "a line that is missing": { ...sound, items: sound.items.slice(1) },
  };

  const adjustment = { promotionId: "pro_1", code: null, label: "Ten off", amount: cents(10) };
  const half = { name: "Half", rate: 1_000, amount: cents(200) };
  const explained: Readonly<Record<string, OrderDraft["items"][number]>> = {
    "a discount without its reasons": { ...line, adjustments: [adjustment] },
    "a tax without its rates": { ...line, taxes: [half] },
    neither: { ...line, adjustments: [adjustment], taxes: [half] },
  };

  it.each(Object.keys(explained))("is never placed, whichever line is wrong: %s", (what) => {
    const stock = placement({ [lampId]: 9, [rugId]: 9 });
    const [, other] = sound.items;
    const items = [explained[what] ?? line, ...(other === undefined ? [] : [other])];
    expect(() => decidePlace({ ...sound, items }, stock, context)).toThrow();
  });

  it.each(Object.keys(wrong))("is never placed: %s", (what) => {
    const ordered = wrong[what] ?? sound;
    expect(() => decidePlace(ordered, placement({ [lampId]: 9, [rugId]: 9 }), context)).toThrow();
  });

  it("is distinguished from one that does, with tax on top or in the price", () => {
    const stock = placement({ [lampId]: 9, [rugId]: 9 });
    expect(decidePlace(sound, stock, context).ok).toBe(true);
    expect(decidePlace(draft(two, { pricesIncludeTax: true }), stock, context).ok).toBe(true);
  });
});
