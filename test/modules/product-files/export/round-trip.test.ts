import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { platformToken } from "../../../../src/kernel/access/actor.ts";
import { readExportPage } from "../../../../src/modules/listing/view/export-page.ts";
import { cleanReport, exportFile, importFile } from "../../../support/catalogue/files.ts";
import { openShop, type Shop } from "../../../support/node/shop.ts";

/** Benign and hostile text: quotes, line breaks, formulas, apostrophes, commas, surrounding blanks. */
const text = (maxLength: number) =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ..."'|=|+|-|@|\"|,|;|;=|\n=|\u00a0|\ufeff|\n|\r\n|\r|\t| |&|<b>|</b>|<|é|Ж|🌿|＝|Default Title".split(
            "|",
          ),
        ),
        fc.string({ unit: "grapheme", maxLength: 6 }),
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join("").replaceAll("\u0000", "").slice(0, maxLength).toWellFormed());
const word = (maxLength = 100) => text(maxLength).filter((value) => value.trim() !== "");
const amount = fc.integer({ min: 0, max: 1_000_000 });
const price = (currency: string) =>
  fc
    .record({ currency: fc.constant(currency), amount, above: fc.option(fc.nat(500)) })
    .map(({ above, ...one }) => ({
      ...one,
      compareAtAmount: above === null ? null : one.amount + above,
    }));
const seo = fc.option(fc.record({ title: text(100), description: text(100) }, { requiredKeys: [] }));
const translation = (locale: string) =>
  fc.record({
    locale: fc.constant(locale),
    title: word(),
    subtitle: fc.option(text(50)),
    description: fc.option(text(200)),
    seo,
  });

const variant = fc.record(
  {
    barcode: fc.option(word(20)),
    gtin: fc.option(fc.constantFrom("96385074", "036000291452", "4006381333931")),
    prices: fc
      .record({ usd: fc.option(price("USD")), eur: fc.option(price("EUR")) })
      .map(({ usd, eur }) => [usd, eur].filter((one) => one !== null)),
    inventoryPolicy: fc.constantFrom("deny", "continue", "untracked"),
    stocked: fc.nat(1_000),
    requiresShipping: fc.boolean(),
    weight: fc.option(fc.nat(10_000)),
    /** One of the product's images, by its place among them. */
    imageAt: fc.nat(3),
  },
  { requiredKeys: ["prices"] },
);

const optionNames = fc.uniqueArray(fc.oneof(fc.constantFrom("Size", "Colour", "Title"), word(30)), {
  maxLength: 5,
  selector: (name) => name.trim(),
});

const product = fc.record({
  texts: fc.record({ en: fc.option(translation("en"), { freq: 8 }), de: fc.option(translation("de")) }),
  vendor: fc.option(word()),
  type: fc.option(word()),
  tags: fc.array(word(), { maxLength: 4 }),
  images: fc.array(
    fc
      .record({ path: fc.webPath(), alt: fc.option(text(80)) })
      .map(({ path, alt }) => ({ url: `https://a.example${path}`, alt })),
    { maxLength: 4 },
  ),
  metadata: fc.dictionary(fc.constantFrom("care", "origin"), fc.jsonValue({ maxDepth: 1 })),
  names: optionNames,
  variants: fc.array(variant, { minLength: 1, maxLength: 4 }),
  value: word(30),
  withSkus: fc.boolean(),
  sku: word(10),
  moves: fc.constantFrom([], ["publish"], ["archive"], ["publish", "unpublish"], ["publish", "archive"]),
});

/** A product with options that match its variants, and unique SKUs. */
function bodyOf({ texts, names, variants, value, withSkus, sku, moves: _, ...rest }: Value, index: number) {
  const { en, de } = texts;
  const translations =
    en === null && de === null ? [{ locale: "en", title: "Nameless" }] : [en, de].filter(Boolean);
  const options = names.map((name, column) => ({
    name,
    values: column === 0 ? variants.map((_, row) => `${value.trim()} ${row}`) : [value],
  }));
  const used = names.length === 0 ? variants.slice(0, 1) : variants;
  return {
    ...rest,
    translations,
    options,
    variants: used.map(({ imageAt = 4, ...one }, row) => ({
      ...one,
      image: rest.images[imageAt]?.url ?? null,
      sku: withSkus ? `${sku.trim()}-${index}-${row}` : null,
      options: Object.fromEntries(
        options.map((option, column) => [option.name, option.values[column === 0 ? row : 0]]),
      ),
    })),
  };
}
type Value = typeof product extends fc.Arbitrary<infer Of> ? Of : never;

function fill(shop: Shop, products: readonly Value[]): number {
  let made = 0;
  for (const [index, value] of products.entries()) {
    const created = shop.run("catalogue.createProduct", bodyOf(value, index));
    if (!created.ok) throw new Error(JSON.stringify(created.refusal));
    made += 1;
    for (const move of value.moves) shop.must(`catalogue.${move}Product`, { id: Object(created.answer).id });
  }
  return made;
}

const head = (shop: Shop) => shop.tenant.core.eventsAfter(0, 1).head;

describe("an export", () => {
  it("changes nothing when it is imported again", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(product, { minLength: 1, maxLength: 5 }), async (products) => {
        const shop = openShop();
        const made = fill(shop, products);
        const csv = await exportFile(shop);
        const before = head(shop);
        expect(await importFile(shop, csv)).toEqual({ ...cleanReport, unchanged: made });
        expect(head(shop)).toBe(before);
        expect(await exportFile(shop)).toBe(csv);
      }),
      { seed: 20_260_301, numRuns: Number(process.env.RUNS ?? 60) },
    );
  }, 120_000);

  const lamp = {
    translations: [
      { locale: "en", title: "Lamp", subtitle: "Bright" },
      { locale: "de", title: "Lampe", description: "Hell" },
    ],
    variants: [
      {
        sku: "L-1",
        stocked: 10,
        prices: [
          { amount: 1_000, currency: "USD" },
          { amount: 900, currency: "EUR" },
        ],
      },
    ],
    metadata: { care: "dust" },
  };
  const made = z.object({ id: z.string(), variants: z.tuple([z.object({ id: z.string() })]) });
  const shown = (shop: Shop, id: string) =>
    shop.tenant.core.ask({ query: "catalogue.readProduct", input: { id }, actor: platformToken });

  it("with one edited cell changes only that, and keeps data that a file can't express", async () => {
    const shop = openShop();
    const { id } = made.parse(shop.must("catalogue.createProduct", lamp));
    const csv = (await exportFile(shop)).replace(",Lamp,", ",Lantern,").replace(",10.00,", ",12.50,");
    expect(await importFile(shop, csv)).toMatchObject({ updated: 1, failed: 0 });
    expect(shown(shop, id)).toMatchObject({
      ok: true,
      value: {
        handle: "lamp",
        title: "Lantern",
        subtitle: "Bright",
        metadata: { care: "dust" },
        translations: [{ locale: "de", title: "Lampe", description: "Hell" }, { locale: "en" }],
        variants: [
          {
            prices: [
              { amount: 1_250, currency: "USD" },
              { amount: 900, currency: "EUR" },
            ],
          },
        ],
      },
    });
  });

  it("doesn't undo sales, and applies an edited quantity once", async () => {
    const shop = openShop();
    const { id, variants } = made.parse(shop.must("catalogue.createProduct", lamp));
    const csv = await exportFile(shop);
    const stock = (stocked: number) =>
      shop.must("catalogue.updateVariant", { id: variants[0].id, patch: { stocked } });
    const there = () => shown(shop, id);
    stock(7);
    expect(await importFile(shop, csv)).toMatchObject({ updated: 0, unchanged: 1 });
    expect(there()).toMatchObject({ value: { variants: [{ inventory: { stocked: 7 } }] } });
    const edited = csv.replace(",shopify,10,", ",shopify,25,");
    expect(await importFile(shop, edited)).toMatchObject({ updated: 1 });
    stock(20);
    expect(await importFile(shop, edited)).toMatchObject({ updated: 0, unchanged: 1 });
    expect(there()).toMatchObject({ value: { variants: [{ inventory: { stocked: 20 } }] } });
  });

  it("has columns for more than three options only if a product has them", async () => {
    const shop = openShop();
    shop.must("catalogue.createProduct", lamp);
    expect((await exportFile(shop)).split("\n")[0]).not.toContain("Option4 Name");
    const names = ["A", "B", "C", "D"];
    shop.must("catalogue.createProduct", {
      translations: [{ locale: "en", title: "Many" }],
      options: names.map((name) => ({ name, values: ["x"] })),
      variants: [{ options: Object.fromEntries(names.map((name) => [name, "x"])), prices: [] }],
    });
    const csv = await exportFile(shop);
    expect(csv.split("\n")[0]).toContain("Option3 Value,Option4 Name,Option4 Value,Variant SKU");
    expect(await importFile(shop, csv)).toMatchObject({ unchanged: 2, failed: 0 });
  });

  it("distinguishes a product without a text in the default locale from another with its handle", async () => {
    const shop = openShop();
    for (const locale of ["en", "de"])
      shop.must("catalogue.createProduct", {
        ...lamp,
        translations: [{ locale, title: "Lamp" }],
        variants: [{ prices: [] }],
      });
    expect(await importFile(shop, await exportFile(shop))).toMatchObject({ unchanged: 2, failed: 0 });
  });

  it("identifies a product without a text in the default locale, and adds one when edited", async () => {
    const shop = openShop();
    const { id } = made.parse(
      shop.must("catalogue.createProduct", { ...lamp, translations: [{ locale: "de", title: "Lampe" }] }),
    );
    const csv = await exportFile(shop);
    expect(await importFile(shop, csv)).toMatchObject({ unchanged: 1 });
    expect(await importFile(shop, csv.replace(",Lampe,,", ",Lamp,Bright,"))).toMatchObject({ updated: 1 });
    expect(shown(shop, id)).toMatchObject({
      value: { handle: "lamp", title: "Lamp", description: "Bright", availableLocales: ["de", "en"] },
    });
  });

  it("is the same for any page size", async () => {
    const shop = openShop();
    const long = "x".repeat(90_000);
    for (let index = 0; index < 260; index += 1)
      shop.must("catalogue.createProduct", {
        translations: [
          { locale: "en", title: `Lamp ${index}`, description: index % 9 === 0 ? long : "short" },
        ],
        variants: [{ prices: [] }],
      });
    await shop.platform.deliverAll();
    const reads: number[] = [];
    let after: string | null = "";
    while (after !== null) {
      const page = await readExportPage(shop.platform.readModel, shop.tenant.id, after);
      reads.push(page.products.length);
      after = page.next;
    }
    expect(reads.at(-1)).toBe(0);
    expect(reads.reduce((sum, read) => sum + read, 0)).toBe(260);
    expect(reads.length).toBeGreaterThan(3);
    expect((await exportFile(shop)).split("\n")).toHaveLength(262);
  });
});
