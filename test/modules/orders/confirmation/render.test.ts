import { describe, expect, it } from "vitest";
import { currencySchema } from "../../../../src/kernel/values/money.ts";
import {
  type ConfirmedOrder,
  renderConfirmation,
} from "../../../../src/modules/orders/confirmation/render.ts";
import type { Order } from "../../../../src/modules/orders/schema.ts";
import { lampId, placed, rugId } from "../given.ts";

function confirmed(order: Order = placed()): ConfirmedOrder {
  if (order.person === null) throw new Error("a new order has a person");
  return { ...order, person: order.person };
}

const textOf = (order: ConfirmedOrder) => renderConfirmation(order, "Harbour").text;

describe("an order confirmation", () => {
  it("lists items, totals and the address", () => {
    const order = placed([
      { variantId: lampId, quantity: 2 },
      { variantId: rugId, quantity: 1, unitPrice: 123_456 },
    ]);
    expect(renderConfirmation(confirmed(order), "Harbour")).toEqual({
      subject: "Your order #1001 is confirmed – Harbour",
      text: `Hello Ada,

Thank you for your order. It is confirmed, and we will let you know when it ships.

Order #1001

2 × Lamp (Small): $20.00 ($10.00 each)
1 × Lamp (Small): $1,234.56

Subtotal:       $1,254.56
Shipping:           $5.00
Tax:              $250.91
Total:          $1,510.47

Ship to
Ada Lovelace
12 St James's Square
SW1Y 4JH London
GB

Shipping method
Post

Bill to
Ada Lovelace
12 St James's Square
SW1Y 4JH London
GB

Harbour
`,
    });
  });

  it("names a product without options by its title alone", () => {
    const order = confirmed();
    const items = order.items.map((item) => ({ ...item, variantTitle: "Default", options: {} }));
    expect(textOf({ ...order, items })).toContain("2 × Lamp: $20.00");
  });

  it("says so where something is on backorder", () => {
    const { subject, text } = renderConfirmation({ ...confirmed(), status: "pending" }, "Harbour");
    expect(subject).toBe("We have received your order #1001 – Harbour");
    expect(text).toContain("Some items are on backorder.");
  });

  it("shows tax below the total where prices include it", () => {
    const text = textOf({ ...confirmed(), pricesIncludeTax: true });
    expect(text).toMatch(/Total: +\$29\.00\nIncluding tax: +\$4\.00\n/);
  });

  it("shows a discount only where there is one", () => {
    const order = confirmed();
    const discount = { amount: 250, currency: currencySchema.parse("USD") };
    expect(textOf(order)).not.toContain("Discount");
    expect(textOf({ ...order, totals: { ...order.totals, discount } })).toMatch(/Discount: +-\$2\.50/);
  });

  it("omits the name from the greeting if it is unknown", () => {
    const order = confirmed();
    const person = { ...order.person, shippingAddress: null, billingAddress: null };
    expect(textOf({ ...order, person })).toMatch(/^Hello,\n/);
    expect(textOf({ ...order, person })).not.toContain("Ship to");
  });

  it("omits shipping if nothing is shipped", () => {
    expect(textOf({ ...confirmed(), shippingOption: null })).not.toContain("Shipping");
  });
});
