import { expect, it } from "vitest";
import { z } from "zod";
import {
  csv,
  headOf,
  importFile,
  importInventoryFile,
  placed,
  sendInventory,
} from "../../../support/catalogue/files.ts";
import { openShop, type Shop } from "../../../support/node/shop.ts";

const products = csv(
  "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Price,Variant Inventory Qty",
  "tent,Tent,Colour,Red,Size,S,T-RS,100,1",
  "tent,,,Red,,L,T-RL,100,2",
  "tent,,,Blue,,L,,100,3",
  "mug,Mug,Title,Default Title,,,,9,4",
);

/** A shop with two locations, a tent of three variants and a mug. */
async function openStocked(): Promise<Shop & { readonly stock: () => Readonly<Record<string, number>> }> {
  const shop = openShop();
  await importFile(shop, products);
  shop.must("inventory.createLocation", { name: "Harbour store" });
  const stock = () => {
    const rows = shop.tenant.storage.rows(`
      SELECT coalesce(v.sku, json_extract(v.options, '$.Colour'), 'mug') AS variant, l.stocked,
        CASE WHEN n.name IS NULL THEN 'Main location' ELSE n.name END AS location
      FROM inventory_levels AS l JOIN variants AS v ON v.id = l.variant_id LEFT JOIN locations AS n ON n.id = l.location_id`);
    return Object.fromEntries(rows.map((row) => [`${row.variant} ${row.location}`, Number(row.stocked)]));
  };
  return { ...shop, stock };
}

const header =
  "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,SKU,HS Code,COO,Location,Bin name,Incoming (not editable),Unavailable (not editable),Committed (not editable),Available (not editable),On hand (current),On hand (new)";
const current = csv(
  header,
  "tent,Tent,Colour,Red,Size,S,,,T-RS,,,Main location,,0,0,0,1,1,11",
  "tent,Tent,Colour,Red,Size,S,,,T-RS,,,Harbour store,A-1,0,0,0,0,0,7",
  "tent,Tent,Colour,Red,Size,L,,,T-RL,,,Main location,,0,0,0,2,5,",
  "tent,Tent,Colour,Red,Size,L,,,T-RL,,,Harbour store,,not stocked,not stocked,not stocked,not stocked,not stocked,not stocked",
  "tent,Tent,Colour,Blue,Size,L,,,,,,Main location,,0,0,0,3,3,-2",
  "mug,Mug,Title,Default Title,,,,,,,,main LOCATION,,0,0,0,4,4,4",
);

it("an inventory file of Shopify's sets what is on hand at each location, by SKU, or by handle and options", async () => {
  const shop = await openStocked();
  const report = await importInventoryFile(shop, current);
  expect(report).toMatchObject({ created: 0, updated: 1, unchanged: 1, failed: 0, errors: [], warnings: [] });
  expect(report.ignoredColumns).toEqual(
    ["Title", "HS Code", "COO", "Bin name"].concat(
      ["Incoming", "Unavailable", "Committed", "Available"].map((state) => `${state} (not editable)`),
    ),
  );
  expect(shop.stock()).toEqual({
    "T-RS Main location": 11,
    "T-RS Harbour store": 7,
    "T-RL Main location": 5,
    "Blue Main location": 0,
    "mug Main location": 4,
  });
});

it("importing an inventory file again changes nothing", async () => {
  const shop = await openStocked();
  await importInventoryFile(shop, current);
  const before = headOf(shop);
  expect(await importInventoryFile(shop, current)).toMatchObject({ updated: 0, unchanged: 2, failed: 0 });
  expect(headOf(shop)).toBe(before);
});

it("an older inventory file has a column for each location", async () => {
  const shop = await openStocked();
  const older = csv(
    "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,SKU,HS Code,COO,Notes,Main location,Harbour store",
    "tent,Tent,Colour,Red,Size,S,T-RS,,,count again,8,9",
    "tent,Tent,Colour,Red,Size,L,T-RL,,,,not stocked,6",
    "tent,Tent,,Blue,,L,,,,,2,Not stocked",
  );
  const report = await importInventoryFile(shop, older);
  expect(report).toMatchObject({ updated: 1, unchanged: 0, failed: 0, errors: [] });
  expect(report.ignoredColumns).toEqual(["Title", "HS Code", "COO", "Notes"]);
  expect(shop.stock()).toEqual({
    "T-RS Main location": 8,
    "T-RS Harbour store": 9,
    "T-RL Main location": 2,
    "T-RL Harbour store": 6,
    "Blue Main location": 2,
    "mug Main location": 4,
  });
});

it("a location that the shop does not have fails its rows, and the report names it and the line", async () => {
  const shop = await openStocked();
  const byRow = await importInventoryFile(
    shop,
    csv("SKU,Location,On hand", "T-RS,Main location,5", "T-RL,Attic,6"),
  );
  expect(byRow).toMatchObject({ updated: 1, failed: 1 });
  expect(byRow.errors).toMatchObject([
    { line: 3, field: "Location", code: "unknown-reference", detail: 'There is no location "Attic".' },
  ]);
  const byColumn = await importInventoryFile(shop, csv("SKU,Attic,Main location", "T-RS,6,7"));
  expect(byColumn).toMatchObject({ failed: 1, ignoredColumns: [] });
  expect(placed(byColumn.errors)).toEqual(["2 Attic unknown-reference"]);
  expect(shop.stock()).toMatchObject({ "T-RS Main location": 7, "T-RL Main location": 2 });
});

it("a row that cannot be used fails alone, with its line and column", async () => {
  const shop = await openStocked();
  const report = await importInventoryFile(
    shop,
    csv(
      "Handle,Option1 Value,SKU,Location,On hand",
      "tent,,T-XX,Main location,5",
      "yurt,,,Main location,5",
      "mug,Green,,Main location,5",
      ",,T-RL,Main location,many",
      ",,,Main location,5",
      ",,T-RL,,5",
      ",,T-RS,Main location,20",
      ",,T-RS,Main location,21",
    ),
  );
  expect(placed(report.errors)).toEqual([
    "5 On hand unreadable",
    "6 SKU unreadable",
    "7 Location unreadable",
    "9 On hand duplicate",
    "2 SKU unknown-variant",
    "3 Handle unknown-variant",
    "4 Handle unknown-variant",
  ]);
  expect(shop.stock()).toMatchObject({ "T-RS Main location": 20, "T-RL Main location": 2 });
});

it("a dry run of an inventory import reports the same and sets nothing", async () => {
  const shop = await openStocked();
  const before = headOf(shop);
  const report = await importInventoryFile(shop, current, true);
  expect(headOf(shop)).toBe(before);
  expect(await importInventoryFile(shop, current)).toEqual(report);
});

it("counts of several files' rows are products, however many rows and locations they have", async () => {
  const shop = await openStocked();
  const rows = csv(
    "SKU,Location,On hand",
    "T-RS,Main location,31",
    "T-RL,Main location,2",
    "T-RS,Harbour store,3",
  );
  expect(await importInventoryFile(shop, rows)).toMatchObject({ updated: 1, unchanged: 0, failed: 0 });
});

it.each([
  ["Handle,SKU,Title\ntent,T-RS,Tent\n", "neither an On hand column nor a column for a location"],
  ["Location,On hand\nMain location,5\n", "neither a SKU nor a Handle column"],
])("a file that is no inventory file is refused: %j", async (file, detail) => {
  const refused = await sendInventory(await openStocked(), file);
  expect(refused.ok ? null : refused.refusal).toMatchObject({ code: "invalid-csv" });
  expect(refused.ok ? "" : refused.refusal.detail).toContain(detail);
});

it("an inventory file is read in any separator and encoding that a product file is", async () => {
  const shop = await openStocked();
  const text = "SKU;Location;On hand\nT-RS;Main location;41\n";
  const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(text, "utf16le")]);
  expect(await importInventoryFile(shop, utf16)).toMatchObject({ updated: 1, failed: 0 });
  expect(shop.stock()).toMatchObject({ "T-RS Main location": 41 });
});

it("a long inventory file is sent to the tenant's object in batches, and no row is lost", async () => {
  const shop = openShop();
  const skus = Array.from({ length: 250 }, (_, index) => `S-${index}`);
  const rows = skus.map((sku) => `p-${sku},P,${sku},1`);
  await importFile(shop, csv("Handle,Title,Variant SKU,Variant Price", ...rows));
  const counts = skus.map((sku, index) => `${sku},${index + 1}`);
  expect(await importInventoryFile(shop, csv("SKU,On hand", ...counts))).toMatchObject({ updated: 250 });
  const [row] = shop.tenant.storage.rows("SELECT sum(stocked) AS total FROM inventory_levels");
  expect(z.object({ total: z.number() }).parse(row).total).toBe((250 * 251) / 2);
});

it("a row whose handle is another product's than its SKU sets no stock, and names the SKU", async () => {
  const shop = await openStocked();
  const before = shop.stock();
  const contradicting = csv("Handle,SKU,On hand", "mug,T-RS,70");
  for (const dryRun of [true, false]) {
    const report = await importInventoryFile(shop, contradicting, dryRun);
    expect(report.errors).toEqual([
      {
        line: 2,
        field: "SKU",
        code: "unknown-variant",
        detail: "The SKU T-RS is another product's, not one of mug.",
      },
    ]);
  }
  expect(shop.stock()).toEqual(before);
});

it("a handle that is unknown here does not keep the SKU from being counted", async () => {
  const shop = await openStocked();
  const report = await importInventoryFile(shop, csv("Handle,SKU,On hand", "tent-of-old,T-RS,70"));
  expect(report).toMatchObject({ updated: 1, failed: 0 });
});
