import { describe, expect, it } from "vitest";
import { ok, type Result } from "../../../../src/kernel/values/result.ts";
import { type Stock, stockOf } from "../../../../src/modules/inventory/index.ts";
import {
  decideImportExisting,
  decideImportNew,
  type ImportContext,
  type ImportDecision,
} from "../../../../src/modules/product-files/import/product/rules.ts";
import { type FileProduct, fileProduct } from "../../../../src/modules/product-files/shopify/schema.ts";
import type { ImportedQuantities } from "../../../../src/modules/products/index.ts";
import {
  context,
  decisionContext,
  eur,
  eventsOf,
  product,
  productId,
  refusalOf,
  translation,
  usd,
  variant,
} from "../../products/given.ts";

const shop: ImportContext = {
  ...decisionContext(),
  defaultLocale: "en",
  defaultCurrency: usd,
  stocks: new Map(),
  imported: {},
  duplicateSkus: "refuse",
};

const file = (more: Readonly<Record<string, unknown>> = {}): FileProduct =>
  fileProduct.parse({ handle: "lamp", title: "Lamp", options: [], variants: [{ options: {} }], ...more });

const bringNew = (id: string, input: FileProduct, where = shop) =>
  happened(decideImportNew(id, input, where, context));

/** Returns the events of a decision. */
const happened = (decided: Result<ImportDecision>) => (decided.ok ? ok(decided.value.events) : decided);

const bring = (more: Readonly<Record<string, unknown>> = {}, current = product(), where = shop) =>
  happened(decideImportExisting(current, file(more), where, context));

describe("importing a new product", () => {
  it.each([
    [undefined, []],
    ["draft", []],
    ["active", ["catalog.product.published"]],
    ["archived", ["catalog.product.archived"]],
  ])("with the status %s creates it, then applies %j", (status, moves) => {
    const events = eventsOf(bringNew(productId, file({ status }), shop));
    expect(events.map(({ type }) => type)).toEqual([
      "catalog.product.created",
      "catalog.variant.created",
      ...moves,
    ]);
  });

  it("uses the tenant's default currency and locale", () => {
    const input = file({ variants: [{ options: {}, amount: 500 }], description: "Long", seo: {} });
    const [created, made] = eventsOf(
      bringNew(productId, input, { ...shop, defaultLocale: "de", defaultCurrency: eur }),
    );
    expect(created?.data.translations).toEqual([translation({ locale: "de", description: "Long" })]);
    expect(made?.data.prices).toEqual([
      { amount: 500, currency: "EUR", compareAtAmount: null, minQuantity: null, maxQuantity: null },
    ]);
  });

  it("requires a title", () => {
    const result = bringNew(productId, file({ title: undefined }), shop);
    expect(refusalOf(result)).toEqual({ code: "validation-failed", pointers: ["/title"] });
  });
});

describe("importing an existing product", () => {
  it("emits no event if the file changes nothing", () => {
    expect(eventsOf(bring())).toEqual([]);
    const full = product({ vendor: "Harbour", tags: ["a"], status: "active" });
    const same = {
      vendor: "Harbour",
      tags: ["a"],
      status: "active",
      variants: [{ options: {}, amount: 1_000, compareAtAmount: null, minQuantity: null, maxQuantity: null }],
    };
    expect(eventsOf(bring(same, full))).toEqual([]);
  });

  it("keeps the tax category and the shipping profile, which no file names", () => {
    const current = product({ taxCategory: "books", shippingProfile: "bulky" });
    expect(eventsOf(bring({ vendor: "Harbour" }, current))).toEqual([
      { type: "catalog.product.updated", data: { vendor: "Harbour" } },
    ]);
  });

  describe("with a quantity in the file", () => {
    const { id } = variant(1);
    const location = shop.stockLocations.defaultLocationId;
    const level = (locationId: string, stocked: number) => ({
      locationId,
      stocked,
      reserved: 0,
      backordered: 0,
      lowStockThreshold: null,
    });
    const stocked = (quantity: number, elsewhere = 0) =>
      stockOf(id, [level(location, quantity), level("loc_01J0000000000000000000000Z", elsewhere)]);
    const decide = (row: object, stock: Stock, imported: ImportedQuantities) =>
      decideImportExisting(
        product(),
        file({ variants: [{ options: {}, ...row }] }),
        { ...shop, stocks: new Map([[id, stock]]), imported },
        context,
      );

    it.each([
      ["unchanged since the previous import", { stocked: 10 }, 7, { [id]: 10 }, null],
      ["different from the previous import", { stocked: 12 }, 7, { [id]: 10 }, 12],
      ["imported for the first time", { stocked: 12 }, 7, {}, 12],
      ["equal to the current stock", { stocked: 7 }, 7, {}, null],
      ["unchanged since the export", { stocked: 10, exportedStocked: 10 }, 7, {}, null],
      ["changed after the export", { stocked: 12, exportedStocked: 10 }, 7, { [id]: 3 }, 12],
      [
        "changed after the export, but already imported",
        { stocked: 12, exportedStocked: 10 },
        9,
        { [id]: 12 },
        null,
      ],
      ["absent", {}, 7, { [id]: 10 }, null],
    ])("that is %s", (_, row, there, imported, expected) => {
      const decided = decide(row, stocked(there), imported);
      const events = eventsOf(happened(decided));
      expect(events.map(({ type, data }) => [type, data.old, data.new, data.reason])).toEqual(
        expected === null ? [] : [["inventory.level.updated", there, expected, "import"]],
      );
      expect(decided.ok && decided.value.imported).toEqual(
        "stocked" in row ? { [id]: row.stocked } : imported,
      );
    });

    it("changes the stock at the default location to reach the total", () => {
      const [event] = eventsOf(happened(decide({ stocked: 12 }, stocked(3, 4), {})));
      expect(event?.data).toMatchObject({ locationId: location, old: 3, new: 8 });
      expect(eventsOf(happened(decide({ stocked: 2 }, stocked(0, 4), {})))).toEqual([]);
    });
  });

  it("keeps its prices in other currencies", () => {
    const prices = [
      { amount: 900, currency: eur, compareAtAmount: 950, minQuantity: null, maxQuantity: null },
      { amount: 1_000, currency: usd, compareAtAmount: null, minQuantity: null, maxQuantity: null },
    ];
    const current = product({ variants: [variant(1, { prices })] });
    const [event] = eventsOf(bring({ variants: [{ options: {}, amount: 1_200 }] }, current));
    expect(event).toMatchObject({
      type: "pricing.price.updated",
      data: {
        new: [
          prices[0],
          { amount: 1_200, currency: "USD", compareAtAmount: null, minQuantity: null, maxQuantity: null },
        ],
      },
    });
  });

  it("adds a missing price", () => {
    const current = product({ variants: [variant(1, { prices: [] })] });
    expect(eventsOf(bring({ variants: [{ options: {}, amount: 1_200 }] }, current))[0]?.data.new).toEqual([
      { amount: 1_200, currency: "USD", compareAtAmount: null, minQuantity: null, maxQuantity: null },
    ]);
  });

  it("matches variants by options and adds new ones", () => {
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

  describe("with other options than the product has", () => {
    const size = (values: string[]) => [{ name: "Size", values }];
    const current = product({
      options: size(["S", "M"]),
      variants: [
        variant(1, { sku: "A", options: { Size: "S" } }),
        variant(2, { sku: "B", options: { Size: "M" } }),
      ],
    });
    const owners = new Map(current.variants.map(({ id, sku }) => [sku ?? "", id]));
    const bringOptions = (options: unknown, variants: unknown) =>
      bring({ options, variants }, current, { ...shop, ownerBySku: owners });

    it("renames a value of the variant with the row's SKU", () => {
      const rows = [
        { options: { Size: "Small" }, sku: "A" },
        { options: { Size: "M" }, sku: "B" },
      ];
      expect(eventsOf(bringOptions(size(["Small", "M"]), rows))).toMatchObject([
        { type: "catalog.product.updated", data: { options: size(["Small", "M"]) } },
        { type: "catalog.variant.updated", data: { id: variant(1).id, options: { Size: "Small" } } },
      ]);
    });

    it("renames an option, with variants matched by their values where rows have no SKU", () => {
      const options = [{ name: "Fit", values: ["S", "M"] }];
      const rows = [{ options: { Fit: "M" } }, { options: { Fit: "S" } }];
      const events = eventsOf(bringOptions(options, rows));
      expect(events.map(({ data }) => data.id ?? data.options)).toEqual([
        options,
        variant(1).id,
        variant(2).id,
      ]);
    });

    it("adds an option to the variants with the rows' SKUs, and a new variant", () => {
      const options = [...size(["S", "M"]), { name: "Fit", values: ["Slim", "Wide"] }];
      const rows = [
        { options: { Size: "S", Fit: "Slim" }, sku: "A" },
        { options: { Size: "M", Fit: "Slim" }, sku: "B" },
        { options: { Size: "M", Fit: "Wide" }, sku: "C" },
      ];
      expect(eventsOf(bringOptions(options, rows)).map(({ type }) => type)).toEqual([
        "catalog.product.updated",
        "catalog.variant.updated",
        "catalog.variant.updated",
        "catalog.variant.created",
      ]);
    });

    it("refuses an option that a variant outside of the file would lack", () => {
      const options = [{ name: "Fit", values: ["S"] }];
      expect(refusalOf(bringOptions(options, [{ options: { Fit: "S" } }]))).toMatchObject({
        code: "invalid-options",
        pointers: ["/options", "/options"],
      });
    });
  });

  it("refuses the SKU of another product's variant", () => {
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
  ] as const)("from %s to %s emits %j", (from, to, moves) => {
    const events = eventsOf(bring({ status: to }, product({ status: from })));
    expect(events.map(({ type }) => type)).toEqual(moves.map((move) => `catalog.product.${move}`));
  });
});
