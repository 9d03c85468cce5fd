import { describe, expect, it } from "vitest";
import { currencySchema } from "../../../src/kernel/values/money.ts";
import type { NewEvent } from "../../../src/kernel/write/event.ts";
import {
  priceUpdated,
  productPublished,
  productUpdated,
  variantCreated,
  variantUpdated,
} from "../../../src/modules/products/events.ts";
import { productLimits } from "../../../src/modules/products/limits/limits.ts";
import { checkProductSize } from "../../../src/modules/products/limits/size-rules.ts";
import { readProductState } from "../../../src/modules/products/store.ts";
import { importFile } from "../../support/catalogue/files.ts";
import { productBody } from "../../support/http/products.ts";
import { openShop, type Shop } from "../../support/node/shop.ts";

const images = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    url: `https://images.example/${index}${"x".repeat(4_000)}`,
  }));
const usd = currencySchema.parse("USD");
const eur = currencySchema.parse("EUR");
const price = { amount: 1_000, currency: usd };
const head = ({ tenant }: Shop) => tenant.core.eventsAfter(0, 1).head;

/** A product with so many images of 4 KB. 120 fit. */
function shopWith(count: number) {
  const shop = openShop();
  const options = [{ name: "Size", values: Array.from({ length: 200 }, (_, index) => `${index}`) }];
  const variants = [{ options: { Size: "0" }, prices: [price], sku: "LAMP-0" }];
  const body = productBody("Lamp", { images: images(count), options, variants });
  const made = Object(shop.must("catalogue.createProduct", body));
  return { shop, id: String(made.id), variantId: String(made.variants[0].id) };
}

/** The pointers of a refusal as too large, after which nothing has changed. */
function refusedAt(shop: Shop, command: string, input: unknown): readonly string[] {
  const before = head(shop);
  const result = shop.run(command, input);
  expect(head(shop)).toBe(before);
  if (result.ok) throw new Error(`${command} was not refused`);
  expect(result.refusal.code).toBe("too-large");
  return (result.refusal.errors ?? []).map(({ pointer }) => pointer);
}

describe("a product of more than 480 KiB", () => {
  it("isn't created", () => {
    const shop = openShop();
    shop.must("tenants.changeSettings", { locales: ["en", "de", "fr", "nl", "da"] });
    const create = (body: object) => refusedAt(shop, "catalogue.createProduct", body);
    expect(create(productBody("Lamp", { images: images(125) }))).toEqual(["/images"]);
    const translations = ["en", "de", "fr", "nl", "da"].map((locale) => ({
      locale,
      title: "Lamp",
      description: "x".repeat(99_900),
    }));
    expect(create({ ...productBody("Lamp"), translations })).toEqual(["/translations"]);
  });

  it("isn't made by an update, whichever field is the largest", () => {
    const { shop, id } = shopWith(115);
    const update = (patch: object) => refusedAt(shop, "catalogue.updateProduct", { id, patch });
    expect(update({ images: images(125), vendor: "Harbour" })).toEqual(["/images"]);
    expect(update({ metadata: { text: "x".repeat(32_000) } })).toEqual(["/metadata"]);
    const german = { locale: "de", title: "Lampe", description: "x".repeat(50_000) };
    expect(update({ translations: [german] })).toEqual(["/translations"]);
  });

  it("isn't made by a variant", () => {
    const { shop, id, variantId } = shopWith(119);
    const barcode = "x".repeat(255);
    const add = (size: number) => ({
      productId: id,
      variant: { options: { Size: `${size}` }, prices: [price], barcode },
    });
    let size = 1;
    while (shop.run("catalogue.addVariant", add(size)).ok) size += 1;
    expect(refusedAt(shop, "catalogue.addVariant", add(size))).toEqual(["/barcode"]);
    const patch = { sku: barcode, barcode };
    expect(refusedAt(shop, "catalogue.updateVariant", { id: variantId, patch })).toEqual(["/sku"]);
  });

  it("isn't imported, while others of the file are", async () => {
    const shop = openShop();
    const large = images(125).map(
      ({ url }, index) => `lamp,${index === 0 ? "Lamp,Title,Default Title,10.00" : ",,,"},${url}`,
    );
    const header = "Handle,Title,Option1 Name,Option1 Value,Variant Price,Image Src";
    const file = [header, ...large, "rug,Rug,Title,Default Title,20.00,"].join("\n");
    const report = await importFile(shop, file, 100_000);
    expect(report).toMatchObject({ created: 1, failed: 1 });
    expect(report.errors).toMatchObject([{ line: 2, field: "Image Src", code: "too-large" }]);
  });
});

describe("a product as large as it can be", () => {
  const { shop, id } = shopWith(0);
  const state = readProductState(shop.tenant.storage.database, id);
  const [variant] = state?.variants ?? [];
  if (state === undefined || variant === undefined) throw new Error("a product with a variant");
  const room = productLimits.product.value - JSON.stringify({ ...state, vendor: "" }).length;
  const full = { ...state, vendor: "x".repeat(room) };
  const check = (events: readonly NewEvent[], sent: object) => {
    const checked = checkProductSize(full, events, sent);
    return checked.ok ? null : checked.refusal.errors?.map(({ pointer }) => pointer);
  };

  it("has no room for another variant", () => {
    const added = variantCreated.of(id, { ...variant, position: 1 });
    expect(check([added], { options: { Size: "1" }, prices: [price] })).toEqual(["/prices"]);
  });

  it("has no room for more of a variant", () => {
    const changed = variantUpdated.of(id, { id: variant.id, barcode: "12345678" });
    expect(check([changed], { barcode: "12345678" })).toEqual(["/barcode"]);
    const prices = [
      ...variant.prices,
      { amount: 1, currency: eur, compareAtAmount: null, minQuantity: null, maxQuantity: null },
    ];
    const priced = priceUpdated.of(id, { variantId: variant.id, old: variant.prices, new: prices });
    expect(check([priced], { prices })).toEqual(["/prices"]);
  });

  it("can be changed as long as it doesn't grow", () => {
    const unpriced = priceUpdated.of(id, { variantId: variant.id, old: variant.prices, new: [] });
    for (const event of [productUpdated.of(id, { vendor: "Harbour" }), unpriced, productPublished.of(id, {})])
      expect(check([event], {})).toBeNull();
  });

  it("can be published, and made smaller and as large again", () => {
    const large = shopWith(119);
    large.shop.must("catalogue.publishProduct", { id: large.id });
    large.shop.must("catalogue.updateProduct", { id: large.id, patch: { images: images(10) } });
    large.shop.must("catalogue.updateProduct", { id: large.id, patch: { images: images(119) } });
  });
});
