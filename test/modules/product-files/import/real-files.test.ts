import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { csv, headOf, importFile, placed, productsOf } from "../../../support/catalogue/files.ts";
import { openShop } from "../../../support/node/shop.ts";

describe("a cell that is not the point doesn't keep a product out", () => {
  it("decimal grams, as Shopify converts them from ounces, are rounded to whole grams", async () => {
    const shop = openShop();
    const file = csv("Handle,Title,Variant Grams", "flag,Flag,226.796185", "pin,Pin,.5", "mug,Mug,340.0");
    expect(await importFile(shop, file)).toMatchObject({ created: 3, failed: 0, warnings: [] });
    const { Flag, Pin, Mug } = productsOf(shop);
    expect([Flag, Pin, Mug].map((one) => one?.variants[0]?.weight)).toEqual([227, 1, 340]);
    const before = headOf(shop);
    expect(await importFile(shop, file)).toMatchObject({ unchanged: 3 });
    expect(headOf(shop)).toBe(before);
  });

  it("each unusable cell is a warning with its own line and column, under the file's name for it", async () => {
    const shop = openShop();
    const long = "x".repeat(300);
    const file = csv(
      "URL handle,Title,Vendor,Tags,Option1 name,Option1 value,SKU,Weight value (grams),Inventory quantity,Barcode,Product image URL,Image alt text,SEO description",
      `chair,Chair,${long},"good,${long}",Wood,Oak,C-O,heavy,1.5,,https://a.example/1.jpg,,${"y".repeat(5_001)}`,
      `chair,,,,,Ash,C-A,100,2,${long},not an address,,`,
      `chair,,,,,,,,,,https://a.example/3.jpg,${"z".repeat(1_001)},`,
    );
    const report = await importFile(shop, file);
    expect(report).toMatchObject({ created: 1, failed: 0, errors: [] });
    expect(placed(report.warnings).sort()).toEqual([
      "2 Inventory quantity unreadable",
      "2 SEO description too-big",
      "2 Tags too-big",
      "2 Vendor too-big",
      "2 Weight value (grams) unreadable",
      "3 Barcode too-big",
      "3 Product image URL invalid",
      "4 Image alt text too-big",
    ]);
    expect(productsOf(shop).Chair).toMatchObject({
      vendor: null,
      tags: ["good"],
      seo: null,
      images: [{ url: "https://a.example/1.jpg" }, { url: "https://a.example/3.jpg", alt: null }],
      variants: [
        { sku: "C-O", weight: null },
        { sku: "C-A", weight: 100 },
      ],
    });
  });

  it("an unusable cell leaves what the product has", async () => {
    const shop = openShop();
    await importFile(shop, csv("Handle,Title,Vendor,Variant Grams", "mug,Mug,Harbour,300"));
    const file = csv("Handle,Title,Vendor,Variant Grams", `mug,Mug,${"x".repeat(300)},heavy`);
    const report = await importFile(shop, file);
    expect(placed(report.warnings).sort()).toEqual(["2 Variant Grams unreadable", "2 Vendor too-big"]);
    expect(report).toMatchObject({ unchanged: 1, failed: 0 });
    expect(productsOf(shop).Mug).toMatchObject({ vendor: "Harbour", variants: [{ weight: 300 }] });
  });

  it("an error names the line of the variant or option value that it is about", async () => {
    const shop = openShop();
    await importFile(shop, csv("Handle,Title,Variant SKU", "other,Other,TAKEN"));
    const rows = [
      "tee,Tee,Size,S,,T-S,",
      "tee,,,M,,T-M,",
      `tee,,,${"L".repeat(256)},,T-L,`,
      "tee,,,XL,,T-X,ten",
    ];
    const file = csv(
      "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Variant SKU,Variant Price",
      ...rows,
    );
    const { errors } = await importFile(shop, file);
    expect(placed(errors)).toContain("4 Option1 Value too-big");
    expect(placed(errors)).toContain("5 Variant Price unreadable");
    const known = csv(
      "Handle,Title,Option1 Name,Option1 Value,Variant SKU",
      "hat,Hat,Size,S,H-S",
      "hat,,,M,H-M",
    );
    await importFile(shop, known);
    const taken = await importFile(shop, known.replace("H-M", "TAKEN"));
    expect(placed(taken.errors)).toEqual(["3 Variant SKU duplicate-sku"]);
  });

  it("each column that is ignored is named once", async () => {
    const file = csv(
      "Handle,Title,Cost per item,Variant Image,Color (product.metafields.shopify.color-pattern),Cost per item,,Price / United States,Variant Weight Unit",
      "mug,Mug,1,,,2,,3,kg",
    );
    expect((await importFile(openShop(), file)).ignoredColumns).toEqual([
      "Cost per item",
      "Color (product.metafields.shopify.color-pattern)",
      "Price / United States",
      "Variant Weight Unit",
    ]);
  });
});

describe("duplicate SKUs", () => {
  const file = csv(
    "Handle,Title,Option1 Name,Option1 Value,Variant SKU",
    "rose,Rose,,,PIN",
    "pumpkin,Pumpkin,,,PIN",
    "pad,Pad,Color,Pink,22",
    "pad,,,pink,22",
  );

  it.each([false, true])("keep their products out by default, each named (dry run: %s)", async (dryRun) => {
    const report = await importFile(openShop(), file, 1_000, { dryRun });
    expect(report).toMatchObject({ created: 1, failed: 2, warnings: [] });
    expect(placed(report.errors)).toEqual(["3 Variant SKU duplicate-sku", "5 Variant SKU duplicate-sku"]);
  });

  it.each([false, true])("are left out with a warning if asked for (dry run: %s)", async (dryRun) => {
    const shop = openShop();
    const report = await importFile(shop, file, 1_000, { duplicateSkus: "clear", dryRun });
    expect(report).toMatchObject({ created: 3, failed: 0, errors: [] });
    expect(placed(report.warnings)).toEqual(["3 Variant SKU duplicate-sku", "5 Variant SKU duplicate-sku"]);
    if (dryRun) return;
    const { Rose, Pumpkin, Pad } = productsOf(shop);
    expect([Rose, Pumpkin, Pad].map((one) => one?.variants.map(({ sku }) => sku))).toEqual([
      ["PIN"],
      [null],
      ["22", null],
    ]);
    const before = headOf(shop);
    const again = await importFile(shop, file, 1_000, { duplicateSkus: "clear" });
    expect(again).toMatchObject({ unchanged: 3, warnings: report.warnings });
    expect(headOf(shop)).toBe(before);
  });
});

it("a dry run reports the same as the import, and writes nothing", async () => {
  const shop = openShop();
  await importFile(shop, csv("Handle,Title,Variant Price", "mug,Mug,1", "cup,Cup,1"));
  const file = csv(
    "Handle,Title,Variant Price,Cost",
    "mug,Mug,2,",
    "cup,Cup,1,",
    "jug,Jug,3,",
    "pot,Pot,ten,",
  );
  const before = headOf(shop);
  const dry = await importFile(shop, file, 1_000, { dryRun: true });
  expect(headOf(shop)).toBe(before);
  expect(dry).toMatchObject({ created: 1, updated: 1, unchanged: 1, failed: 1, ignoredColumns: ["Cost"] });
  expect(await importFile(shop, file)).toEqual(dry);
});

describe("older and newer files", () => {
  it.each(["Type", "Custom Product Type", "Product Type"])(
    "give the type in the column %s",
    async (column) => {
      const shop = openShop();
      const header = `Handle,Title,Standard Product Type,Product Category,${column},Variant Image,Cost per item`;
      const report = await importFile(shop, csv(header, "pad,Pad,Toys,Home > Pads,Knee pads,,1"));
      expect(productsOf(shop)).toMatchObject({ Pad: { type: "Knee pads" } });
      expect(report.ignoredColumns).toEqual(["Standard Product Type", "Product Category", "Cost per item"]);
    },
  );

  it("can have only the option names in a product's first row", async () => {
    const shop = openShop();
    const file = csv(
      "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Variant SKU,Variant Price,Image Src",
      "shoe,Shoe,Color,,Size,,Empty,,,//img.example/front.jpg",
      "shoe,,,,,,,,,https://img.example/side.jpg",
      "shoe,,,White,,42,,W,10.00,",
      "shoe,,,Black,,43,,B,20.00,",
    );
    expect(await importFile(shop, file)).toMatchObject({ created: 1, failed: 0 });
    expect(productsOf(shop).Shoe).toMatchObject({
      options: [
        { name: "Color", values: ["White", "Black"] },
        { name: "Size", values: ["42", "43"] },
      ],
      variants: [{ title: "White / 42" }, { title: "Black / 43" }],
      images: [{ url: "https://img.example/front.jpg" }, { url: "https://img.example/side.jpg" }],
    });
    expect(await importFile(shop, file)).toMatchObject({ unchanged: 1 });
  });
});

describe("the shared cases", () => {
  const folder = "../shared/cases/csv";
  const has = existsSync(folder);
  const files = has ? readdirSync(folder).filter((name) => !name.startsWith("options-later")) : [""];

  it.skipIf(!has).each(files)(
    "%s is imported whole if SKUs are cleared, and again without a change",
    async (name) => {
      const shop = openShop();
      const file = readFileSync(`${folder}/${name}`);
      const first = await importFile(shop, file, 1_000, { duplicateSkus: "clear" });
      expect(first).toMatchObject({ failed: 0, errors: [] });
      const second = await importFile(shop, file, 1_000, { duplicateSkus: "clear" });
      expect(second).toMatchObject({ created: 0, updated: 0, unchanged: first.created });
    },
  );

  it.skipIf(!has)("a product with Published false and Status active is not on sale", async () => {
    const shop = openShop();
    await importFile(shop, readFileSync(`${folder}/hidden-but-active.csv`));
    expect(productsOf(shop)).toMatchObject({
      "Shelf lamp": { status: "active" },
      "Trade only lamp": { status: "draft" },
      "Old lamp": { status: "archived" },
    });
  });
});
