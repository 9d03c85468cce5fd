import { expect, it } from "vitest";
import { csv, importFile, productsOf } from "../../../support/catalogue/files.ts";
import { openShop, type Shop } from "../../../support/node/shop.ts";

const columns = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price";
const catalogue = csv(
  columns,
  "mug,Mug,Title,Default Title,MUG-1,10",
  "cup,Cup,Title,Default Title,,5",
  "tee,Tee,Size,S,TEE-S,20",
  "tee,,,M,TEE-M,20",
  "cap,Cap,Size,One,CAP-1,15",
);

async function openCatalogue(): Promise<Shop> {
  const shop = openShop();
  await importFile(shop, catalogue);
  return shop;
}

const skusOf = (shop: Shop) =>
  shop.tenant.storage.rows("SELECT sku FROM variants ORDER BY product_id, position").map(({ sku }) => sku);

const prices = (...rows: readonly string[]) => csv("Handle,Variant SKU,Variant Price", ...rows);

it.each([
  ["of a product without options", "mug,MUG-2,12", "The product has the SKU MUG-1, not MUG-2. "],
  ["of a product with one variant", "cap,CAP-2,12", "The product has the SKU CAP-1, not CAP-2. "],
  ["of a product with options", "tee,TEE-L,12", "The product has the SKUs TEE-S, TEE-M, not TEE-L. "],
  ["that another product has", "mug,TEE-S,12", "The product has the SKU MUG-1, not TEE-S. "],
])(
  "a price file with a mistyped SKU %s changes nothing, and names line and column",
  async (_, row, detail) => {
    for (const dryRun of [true, false]) {
      const shop = await openCatalogue();
      const before = skusOf(shop);
      const report = await importFile(shop, prices("cup,,6", row), 1_000, { dryRun });
      expect(report).toMatchObject({ updated: 1, failed: 1, warnings: [] });
      expect(report.errors).toEqual([
        {
          line: 3,
          field: "Variant SKU",
          code: "unknown-variant",
          detail: `${detail}A row that changes a SKU needs the option columns too.`,
        },
      ]);
      expect(skusOf(shop)).toEqual(before);
    }
  },
);

it("leaving out SKUs that are taken does not take a mistyped one for another's", async () => {
  const shop = await openCatalogue();
  const report = await importFile(shop, prices("mug,TEE-S,12"), 1_000, { duplicateSkus: "clear" });
  expect(report).toMatchObject({ updated: 0, failed: 1 });
});

it("an empty SKU in a price file means the only variant, which keeps its SKU", async () => {
  const shop = await openCatalogue();
  const before = skusOf(shop);
  expect(await importFile(shop, prices("mug,,12"))).toMatchObject({ updated: 1, failed: 0 });
  expect(productsOf(shop).Mug).toMatchObject({ variants: [{ prices: [{ amount: 1_200 }] }] });
  expect(skusOf(shop)).toEqual(before);
});

it("an empty SKU for a product of several variants is refused at its column", async () => {
  const shop = await openCatalogue();
  const { errors } = await importFile(shop, prices("tee,,12"));
  expect(errors).toMatchObject([{ line: 2, field: "Variant SKU", code: "unknown-variant" }]);
});

it("a SKU for a product whose variants have none is refused, with what to give instead", async () => {
  const shop = openShop();
  await importFile(shop, csv(columns, "hat,Hat,Size,S,,20", "hat,,,M,,20"));
  const { errors } = await importFile(shop, prices("hat,HAT-S,12"));
  expect(errors).toMatchObject([
    { field: "Variant SKU", detail: "No variant of the product has a SKU: give the option values." },
  ]);
});

it("two rows of a price file for one variant are refused at the second one's SKU", async () => {
  const shop = await openCatalogue();
  const { errors } = await importFile(shop, prices("tee,TEE-S,12", "tee,TEE-S,13"));
  expect(errors).toMatchObject([{ line: 3, field: "Variant SKU" }]);
});

it("a variant without a SKU gets one from a file without option columns", async () => {
  const shop = await openCatalogue();
  expect(await importFile(shop, prices("cup,CUP-1,5"))).toMatchObject({ updated: 1, failed: 0 });
  expect(skusOf(shop)).toContain("CUP-1");
});

it("a file with option values changes SKUs", async () => {
  const shop = await openCatalogue();
  const renamed = catalogue.replace("MUG-1", "MUG-2").replace("TEE-M", "TEE-MEDIUM");
  expect(await importFile(shop, renamed)).toMatchObject({ updated: 2, failed: 0 });
  expect(skusOf(shop)).toEqual(expect.arrayContaining(["MUG-2", "TEE-MEDIUM"]));
});

it("empty option cells say no more than a file without their columns: options and SKU stay", async () => {
  const shop = await openCatalogue();
  const before = skusOf(shop);
  const report = await importFile(
    shop,
    csv(columns, "mug,,,,MUG-2,12", "tee,,,,TEE-S,21", "cap,,,,CAP-1,16"),
  );
  expect(report).toMatchObject({ updated: 2, failed: 1 });
  expect(report.errors).toMatchObject([{ line: 2, field: "Variant SKU" }]);
  expect(skusOf(shop)).toEqual(before);
  expect(productsOf(shop)).toMatchObject({
    Tee: { options: [{ values: ["S", "M"] }] },
    Cap: { options: [{}] },
  });
});
