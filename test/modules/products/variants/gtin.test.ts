import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { platformToken } from "../../../../src/kernel/access/actor.ts";
import { pointedErrors } from "../../../../src/kernel/api/validation.ts";
import { productInput, productState } from "../../../../src/modules/products/schema.ts";
import { isGtin } from "../../../../src/modules/products/variants/gtin.ts";
import { exportFile, importFile } from "../../../support/catalogue/files.ts";
import { productBody } from "../../../support/http/products.ts";
import { openShop, type Shop } from "../../../support/node/shop.ts";

const barcode = "4006381333931";
const gtin = "9780201379624";
const created = z.object({ id: z.string(), variants: z.tuple([z.object({ id: z.string() })]) });

/** Opens a shop with one product whose variant has a barcode and a GTIN. */
function openWithGtin() {
  const shop = openShop();
  const variants = [{ sku: "BOOK", barcode, gtin, prices: [] }];
  const { id, variants: made } = created.parse(
    shop.must("catalogue.createProduct", productBody("Book", { variants })),
  );
  return { shop, id, variantId: made[0].id };
}

const shown = (shop: Shop, id: string) =>
  shop.tenant.core.ask({ query: "catalogue.readProduct", input: { id }, actor: platformToken });

describe("a GTIN", () => {
  it.each([
    ["GTIN-8", "96385074"],
    ["GTIN-12", "036000291452"],
    ["GTIN-13", barcode],
    ["GTIN-14", "10614141000415"],
  ])("accepts a %s", (_, text) => {
    expect(isGtin(text)).toBe(true);
  });

  it.each([
    "",
    "4006381333932",
    "400638133393",
    "40063813339",
    "400638133393X",
    " 4006381333931",
    "0000000000000000",
  ])("rejects %j", (text) => {
    expect(isGtin(text)).toBe(false);
  });

  it("detects any single mistyped digit", () => {
    fc.assert(
      fc.property(fc.nat(barcode.length - 1), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digit = String((Number(barcode[at]) + by) % 10);
        expect(isGtin(barcode.slice(0, at) + digit + barcode.slice(at + 1))).toBe(false);
      }),
    );
  });

  it("with a wrong check digit is refused with its pointer", () => {
    const body = productBody("Book", { variants: [{ gtin: "4006381333932", prices: [] }] });
    const parsed = productInput.safeParse(body);
    expect(parsed.error && pointedErrors(parsed.error, "")).toMatchObject([
      { pointer: "/variants/0/gtin", code: "invalid-gtin" },
    ]);
  });
});

describe("a variant's GTIN", () => {
  it("can be set, changed and cleared", () => {
    const { shop, id, variantId } = openWithGtin();
    expect(shown(shop, id)).toMatchObject({ value: { variants: [{ barcode, gtin }] } });
    const patch = (value: string | null) =>
      shop.must("catalogue.updateVariant", { id: variantId, patch: { gtin: value } });
    expect(patch("96385074")).toMatchObject({ barcode, gtin: "96385074" });
    expect(patch(null)).toMatchObject({ barcode, gtin: null });
  });

  it("is new in the product state, but no new version of the variant events", () => {
    const { shop, variantId } = openWithGtin();
    shop.must("catalogue.updateVariant", { id: variantId, patch: { gtin: "96385074" } });
    const told = shop.tenant.core
      .eventsAfter(0, 100)
      .events.filter(({ type }) => type.startsWith("catalog."));
    expect(told.map(({ type, version }) => [type, version])).toEqual([
      ["catalog.product.created", 6],
      ["catalog.variant.created", 2],
      ["catalog.variant.updated", 1],
    ]);
    expect(told[1]).toMatchObject({
      data: { gtin },
      stateVersion: productState.version,
      state: { variants: [{ gtin }] },
    });
    expect(told[2]?.data).toEqual({ id: variantId, gtin: "96385074" });
  });

  it("is null in a state of version 1", () => {
    const { shop, id } = openWithGtin();
    const state = shop.platform.registry.aggregateByType
      .get("product")
      ?.state(shop.tenant.storage.database, id);
    const { variants, ...rest } = z.looseObject({ variants: z.array(z.looseObject({})) }).parse(state);
    const first = { ...rest, variants: variants.map(({ gtin: _, ...variant }) => variant) };
    expect(productState.read(1, first).variants).toMatchObject([{ barcode, gtin: null }]);
  });

  it("has its own column in files, next to the barcode", async () => {
    const { shop, id } = openWithGtin();
    const csv = await exportFile(shop);
    const [head = "", row = ""] = csv.split("\n").map((line) => line.split(","));
    const cells = Object.fromEntries([...head].map((column, index) => [column.trim(), row[index]]));
    expect(cells).toMatchObject({ "Variant Barcode": barcode, "Variant GTIN": gtin });
    expect(await importFile(shop, csv)).toMatchObject({ unchanged: 1, failed: 0 });
    expect(await importFile(shop, csv.replace(gtin, "96385074"))).toMatchObject({ updated: 1, failed: 0 });
    expect(shown(shop, id)).toMatchObject({ value: { variants: [{ barcode, gtin: "96385074" }] } });
  });

  it("is unchanged by a file without its column", async () => {
    const { shop, id } = openWithGtin();
    expect(await importFile(shop, "Handle,Variant SKU,Variant Barcode\nbook,BOOK,123\n")).toMatchObject({
      updated: 1,
    });
    expect(shown(shop, id)).toMatchObject({ value: { variants: [{ barcode: "123", gtin }] } });
  });

  it("that is invalid is a warning with line and column when its product is imported", async () => {
    const shop = openShop();
    const file = "Handle,Title,Variant SKU,Variant GTIN\nbook,Book,BOOK,4006381333932\n";
    expect(await importFile(shop, file)).toMatchObject({
      created: 1,
      warnings: [{ line: 2, field: "Variant GTIN", code: "invalid-gtin" }],
    });
  });
});
