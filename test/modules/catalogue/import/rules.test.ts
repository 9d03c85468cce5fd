import { describe, expect, it } from "vitest";
import {
  decideImportExisting,
  decideImportNew,
  type ImportSurroundings,
} from "../../../../src/modules/catalogue/import/rules.ts";
import { type ImportedProduct, importedProduct } from "../../../../src/modules/catalogue/import/schema.ts";
import {
  around,
  context,
  eur,
  eventsOf,
  product,
  productId,
  refusalOf,
  translation,
  usd,
  variant,
} from "../given.ts";

const shop: ImportSurroundings = { ...around(), defaultLocale: "en", defaultCurrency: usd };

const file = (more: Readonly<Record<string, unknown>> = {}): ImportedProduct =>
  importedProduct.parse({ handle: "lamp", title: "Lamp", options: [], variants: [{ options: {} }], ...more });

const bring = (more: Readonly<Record<string, unknown>> = {}, current = product(), where = shop) =>
  decideImportExisting(current, file(more), where, context);

describe("a product that is new", () => {
  it.each([
    [undefined, []],
    ["draft", []],
    ["active", ["catalog.product.published"]],
    ["archived", ["catalog.product.archived"]],
  ])("with the state %s is created and then moved: %j", (status, moves) => {
    const events = eventsOf(decideImportNew(productId, file({ status }), shop, context));
    expect(events.map(({ type }) => type)).toEqual([
      "catalog.product.created",
      "catalog.variant.created",
      ...moves,
    ]);
  });

  it("has its price in the shop's own currency, and its text in the shop's own language", () => {
    const input = file({ variants: [{ options: {}, amount: 500 }], description: "Long", seo: {} });
    const [created, made] = eventsOf(
      decideImportNew(productId, input, { ...shop, defaultLocale: "de", defaultCurrency: eur }, context),
    );
    expect(created?.data.translations).toEqual([translation({ locale: "de", description: "Long" })]);
    expect(made?.data.prices).toEqual([{ amount: 500, currency: "EUR", compareAtAmount: null }]);
  });

  it("needs a title", () => {
    const result = decideImportNew(productId, file({ title: undefined }), shop, context);
    expect(refusalOf(result)).toEqual({ code: "validation-failed", pointers: ["/title"] });
  });
});

describe("a product that is there", () => {
  it("is left alone where it is as the file says", () => {
    expect(eventsOf(bring())).toEqual([]);
    const full = product({ vendor: "Harbour", tags: ["a"], status: "active" });
    const same = {
      vendor: "Harbour",
      tags: ["a"],
      status: "active",
      variants: [{ options: {}, amount: 1_000, compareAtAmount: null }],
    };
    expect(eventsOf(bring(same, full))).toEqual([]);
  });

  it("keeps its stock, whatever the file says", () => {
    expect(eventsOf(bring({ variants: [{ options: {}, stocked: 99 }] }))).toEqual([]);
  });

  it("keeps its prices in other currencies", () => {
    const prices = [
      { amount: 900, currency: eur, compareAtAmount: 950 },
      { amount: 1_000, currency: usd, compareAtAmount: null },
    ];
    const current = product({ variants: [variant(1, { prices })] });
    const [event] = eventsOf(bring({ variants: [{ options: {}, amount: 1_200 }] }, current));
    expect(event).toMatchObject({
      type: "pricing.price.updated",
      data: { new: [prices[0], { amount: 1_200, currency: "USD", compareAtAmount: null }] },
    });
  });

  it("gets a price where it had none", () => {
    const current = product({ variants: [variant(1, { prices: [] })] });
    expect(eventsOf(bring({ variants: [{ options: {}, amount: 1_200 }] }, current))[0]?.data.new).toEqual([
      { amount: 1_200, currency: "USD", compareAtAmount: null },
    ]);
  });

  it("knows its variants by their options, and gains those that are new", () => {
    const size = (values: string[]) => [{ name: "Size", values }];
    const current = product({
      options: size(["S", "M"]),
      variants: [variant(1, { options: { Size: "S" } }), variant(2, { options: { Size: "M" } })],
    });
    const events = eventsOf(
      bring(
        {
          options: size(["M", "L"]),
          variants: [{ options: { Size: "M" }, sku: "M-1" }, { options: { Size: "L" } }],
        },
        current,
      ),
    );
    expect(events).toMatchObject([
      { type: "catalog.product.updated", data: { options: size(["S", "M", "L"]) } },
      { type: "catalog.variant.updated", data: { id: variant(2).id, sku: "M-1" } },
      { type: "catalog.variant.created", data: { options: { Size: "L" }, position: 2 } },
    ]);
  });

  it("does not take the SKU of a variant elsewhere", () => {
    const where = { ...shop, ownerBySku: new Map([["A", "var_elsewhere"]]) };
    expect(refusalOf(bring({ variants: [{ options: {}, sku: "A" }] }, product(), where))).toEqual({
      code: "duplicate-sku",
      pointers: ["/variants/0/sku"],
    });
  });

  it.each([
    ["draft", "active", ["published"]],
    ["draft", "archived", ["archived"]],
    ["active", "draft", ["unpublished"]],
    ["active", "archived", ["archived"]],
    ["archived", "draft", ["restored"]],
    ["archived", "active", ["restored", "published"]],
    ["archived", "archived", []],
    ["active", undefined, []],
  ] as const)("goes from %s to %s by %j", (from, to, moves) => {
    const events = eventsOf(bring({ status: to }, product({ status: from })));
    expect(events.map(({ type }) => type)).toEqual(moves.map((move) => `catalog.product.${move}`));
  });
});
