import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { csvOf } from "../../../../src/kernel/csv/write-csv.ts";
import { orderColumns, orderRows } from "../../../../src/modules/orders/export/rows.ts";
import { ada } from "../../../support/till/draft.ts";
import { openOrderShop, parcel } from "../shop.ts";

function exported(orders: readonly Parameters<typeof orderRows>[0][]): readonly Record<string, string>[] {
  return parse(csvOf([orderColumns, ...orders.flatMap(orderRows)]), { columns: true });
}

type Order = Parameters<typeof orderRows>[0];

const usd = (amount: number) => ({ amount, currency: "USD" as Order["currency"] });
const tax = (name: string, rate: number, amount: number) => ({ name, rate, amount: usd(amount) });

/** An order as it would be with a code for its item, an automatic promotion and one for shipping. */
function withPromotions(order: Order): Order {
  const took = (code: string | null, amount: number) => ({
    ...{ promotionId: "promo_1", code, label: "A sale", amount: usd(amount) },
  });
  return {
    ...order,
    items: order.items.map((item) => ({
      ...item,
      discount: usd(1_000),
      adjustments: [took("WELCOME10", 900), took(null, 100)],
      taxes: [tax("VAT", 1_900, 1_700), tax("=City", 250, 200)],
    })),
    adjustments: [{ ...took("SHIP", 200), target: "shipping" }],
    shippingTaxes: [tax("VAT", 1_900, 100)],
    totals: { ...order.totals, discount: usd(1_000), tax: usd(2_000) },
  };
}

describe("the export of orders as CSV", () => {
  it("has a row for each item, and the order's own values in the first", () => {
    const shop = openOrderShop();
    const [lamp, rug] = [shop.stock("Lamp", 9), shop.stock("Rug", 9)];
    const items = [
      { variantId: lamp, quantity: 2, unitPrice: 1_050 },
      { variantId: rug, quantity: 1 },
    ];
    const { id } = shop.order("till.place", { items });
    shop.order("orders.captureOrder", { id });
    shop.order("orders.refundOrder", { id, amount: { amount: 100, currency: "USD" }, reason: "late" });
    const order = shop.order("orders.shipOrder", { id, ...parcel });
    const [first, second, ...more] = exported([order]);
    expect(first).toMatchObject({
      Name: "#1001",
      Email: "ada@example.com",
      "Financial Status": "partially_refunded",
      "Fulfillment Status": "fulfilled",
      Currency: "USD",
      Subtotal: "31.00",
      Shipping: "5.00",
      Taxes: "6.20",
      Total: "42.20",
      "Refunded Amount": "1.00",
      "Outstanding Balance": "0.00",
      "Lineitem quantity": "2",
      "Lineitem price": "10.50",
      "Lineitem fulfillment status": "fulfilled",
      "Shipping Name": "Ada Lovelace",
      "Shipping Zip": "SW1Y 4JH",
      Id: id,
    });
    expect(first?.["Created at"]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0000$/);
    expect(second).toMatchObject({
      Name: "#1001",
      Total: "",
      "Lineitem quantity": "1",
      "Lineitem price": "10.00",
    });
    expect(more).toEqual([]);
  });

  it("shows an unpaid order as pending, with what is still to be paid", () => {
    const shop = openOrderShop();
    const order = shop.order("till.place", { items: [{ variantId: shop.stock("Lamp", 9), quantity: 1 }] });
    expect(exported([order])[0]).toMatchObject({
      "Financial Status": "pending",
      "Outstanding Balance": "17.00",
      "Paid at": "",
    });
  });

  it("has the codes, what was taken off, and the taxes of items and of shipping by name and rate", () => {
    const shop = openOrderShop();
    const variantId = shop.stock("Lamp", 9);
    const placed = shop.order("till.place", { items: [{ variantId, quantity: 1, unitPrice: 10_000 }] });
    const order = withPromotions(placed);
    const [row] = exported([order]);
    expect(row).toMatchObject({
      Subtotal: "90.00",
      "Discount Code": "WELCOME10, SHIP",
      "Discount Amount": "12.00",
      Taxes: "20.00",
      "Tax 1 Name": "VAT 19%",
      "Tax 1 Value": "18.00",
      "Tax 2 Name": "'=City 2.5%",
      "Tax 2 Value": "2.00",
      "Tax 3 Name": "",
    });
  });

  it("sums the taxes that Shopify's file has no column for in the last one", () => {
    const shop = openOrderShop();
    const items = [{ variantId: shop.stock("Lamp", 9), quantity: 1 }];
    const placed = shop.order("till.place", { items });
    const shippingTaxes = Array.from({ length: 7 }, (_, index) => tax(`Tax ${index}`, 100, 100));
    const [row] = exported([
      { ...placed, items: placed.items.map((item) => ({ ...item, taxes: [] })), shippingTaxes },
    ]);
    expect(row).toMatchObject({ "Tax 4 Value": "1.00", "Tax 5 Name": "Other", "Tax 5 Value": "3.00" });
  });

  it("holds nothing that a spreadsheet would run as a formula", () => {
    const shop = openOrderShop();
    const shippingAddress = { ...ada, firstName: "=HYPERLINK(1)", phone: "+44 20 1234" };
    const items = [{ variantId: shop.stock("Lamp", 9), quantity: 1 }];
    const placed = shop.order("till.place", { items, shippingAddress });
    const order = shop.order("orders.updateOrder", { id: placed.id, note: "@SUM(A1)" });
    const [row] = exported([order]);
    expect([row?.["Shipping Name"], row?.["Shipping Phone"], row?.Notes]).toEqual([
      "'=HYPERLINK(1) Lovelace",
      "'+44 20 1234",
      "'@SUM(A1)",
    ]);
  });
});
