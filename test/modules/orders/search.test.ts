import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readOrderPage } from "../../../src/modules/orders/view/list-orders.ts";
import { ada } from "../../support/till/draft.ts";
import { anything, openOrderShop } from "./shop.ts";

/** A shop with an order of each person, and whom a search finds. */
async function shopOf(people: readonly (readonly [firstName: string, lastName: string, company?: string])[]) {
  const shop = openOrderShop();
  const variantId = shop.stock("Lamp", 1_000);
  for (const [firstName, lastName, company = null] of people) {
    shop.platform.clock.advance(60_000);
    shop.order("till.place", {
      items: [{ variantId, quantity: 1 }],
      email: "someone@example.com",
      shippingAddress: { ...ada, firstName, lastName, company },
    });
  }
  await shop.platform.deliverAll();
  const found = async (q: string) => {
    const page = { limit: 20, after: null, count: false };
    const { items } = await readOrderPage(shop.platform.readModel, shop.tenant.id, { ...anything, q }, page);
    return items.map(({ shippingAddress }) => shippingAddress?.lastName).toSorted();
  };
  return { ...shop, found };
}

describe("staff find an order", () => {
  it.each(["O'Neil", "O’Neil", "ONeil", "oneil", "o neil", "O'N"])("of an O'Neil by %s", async (q) => {
    const { found } = await shopOf([
      ["Ann", "O'Neil"],
      ["Ben", "O’Neil"],
      ["Cid", "ONeil"],
      ["Dan", "Oslo"],
    ]);
    const all = ["O'Neil", "ONeil", "O’Neil"].toSorted();
    // In one word there is no second one to begin with.
    expect(await found(q)).toEqual(q === "o neil" ? ["O'Neil", "O’Neil"].toSorted() : all);
  });

  it.each(["Müller", "MÜLLER", "mueller", "muller", "Mu\u0308ller"])("of a Müller by %s", async (q) => {
    const { found } = await shopOf([
      ["Ann", "Müller"],
      ["Ben", "Mueller"],
      ["Cid", "Muller"],
      ["Dan", "Miller"],
    ]);
    expect(await found(q)).toEqual(["Mueller", "Muller", "Müller"].toSorted());
  });

  it.each(["iphone15", "iPhone 15", "IPHONE-15"])("of a company by %s", async (q) => {
    const { found } = await shopOf([
      ["Ann", "Apart", "iPhone 15 Ltd"],
      ["Ben", "Joined", "iPhone15 Ltd"],
      ["Cid", "Other", "iPhone 16 Ltd"],
    ]);
    expect(await found(q)).toEqual(["Apart", "Joined"]);
  });

  it("by the beginning of a name that ends like an umlaut, and by its own letters only", async () => {
    const { found } = await shopOf([
      ["Joe", "Bauer"],
      ["John", "Baur"],
    ]);
    expect(await found("joe")).toEqual(["Bauer"]);
    expect(await found("bauer")).toEqual(["Bauer"]);
    expect(await found("mue")).toEqual([]);
  });

  it("not by signs alone", async () => {
    const { found } = await shopOf([["Ann", "O'Neil"]]);
    for (const q of ["'", "---", "…"]) expect(await found(q)).toEqual([]);
  });
});

it("orders from before the migration are found without signs and with other umlauts", async () => {
  const { platform, found } = await shopOf([
    ["Ann", "O'Neil"],
    ["Ben", "Mueller"],
  ]);
  const [{ tenant_id: tenantId } = {}] = platform.readModel.rows("SELECT tenant_id FROM order_terms LIMIT 1");
  platform.readModel.run("DELETE FROM order_terms");
  for (const [term, lastName] of [
    ["o'neil", "O'Neil"],
    ["mueller", "Mueller"],
    ["ß-x", "Mueller"],
  ] as const) {
    platform.readModel.run(
      `INSERT INTO order_terms SELECT tenant_id, '${term.replace("'", "''")}', placed_at, number, id, version, 0 FROM orders
       WHERE state ->> '$.person.shippingAddress.lastName' = '${lastName.replace("'", "''")}'`,
    );
  }
  expect(tenantId).toBeDefined();
  expect(await found("oneil")).toEqual([]);
  for (const fill of readFileSync("migrations/d1/0041_words.sql", "utf8").split(";\n"))
    if (fill.includes("INSERT")) platform.readModel.run(fill);
  expect(await found("O’Neil")).toEqual(["O'Neil"]);
  expect(await found("Müller")).toEqual(["Mueller"]);
  expect(await found("ssx")).toEqual(["Mueller"]);
});
