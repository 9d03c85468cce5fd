import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { platformToken } from "../../../../src/kernel/access/actor.ts";
import { cleanReport as clean, exportFile, importFile } from "../../../support/catalogue/files.ts";
import { openShop, type Shop } from "../../../support/node/shop.ts";
import { fixtures } from "./fixtures.ts";

const read = (file: string) => readFileSync(`test/fixtures/shopify/${file}.csv`, "utf8");
const real = "../shared/data/shopify/apparel.csv";

function productBy(shop: Shop, handle: string): unknown {
  const [row] = shop.tenant.storage.rows(
    "SELECT owner_id AS id FROM handles WHERE kind = 'product' AND handle = ?1",
    handle,
  );
  const asked = { query: "catalogue.readProduct", input: { id: String(row?.id) }, actor: platformToken };
  const answer = shop.tenant.core.ask(asked);
  if (!answer.ok) throw new Error(`${handle}: ${answer.refusal.detail}`);
  return answer.value;
}

const head = (shop: Shop) => shop.tenant.core.eventsAfter(0, 1).head;

it("every file of the folder has a fixture", () => {
  const files = readdirSync("test/fixtures/shopify").map((name) => name.replace(".csv", ""));
  expect(["apparel-like", ...fixtures.map(({ file }) => file)].sort()).toEqual(files.sort());
});

it.each(fixtures)(
  "$file is imported as expected, and changes nothing when imported again",
  async (fixture) => {
    const { file, created, failed = 0, errors = [], warnings = [], products } = fixture;
    const shop = openShop();
    const first = await importFile(shop, read(file));
    const placed = (list: typeof first.errors) =>
      list.map(({ line, field, code }) => `${line} ${field} ${code}`);
    expect(placed(first.errors)).toEqual(errors);
    expect(placed(first.warnings)).toEqual(warnings);
    expect(first.errors.every(({ detail }) => detail !== "")).toBe(true);
    expect(first).toMatchObject({ created, updated: 0, unchanged: 0, failed });
    for (const [handle, expected] of Object.entries(products))
      expect(productBy(shop, handle), handle).toMatchObject({ handle, ...expected });
    const before = head(shop);
    // Split into other chunks, as a network would.
    const second = await importFile(shop, read(file), 7);
    expect(second).toEqual({ ...first, created: 0, unchanged: created });
    expect(head(shop)).toBe(before);
  },
);

it.each(fixtures)(
  "an export after importing $file changes nothing when imported",
  async ({ file, created }) => {
    const shop = openShop();
    await importFile(shop, read(file));
    const before = head(shop);
    const report = await importFile(shop, await exportFile(shop));
    expect(report).toEqual({ ...clean, unchanged: created });
    expect(head(shop)).toBe(before);
  },
);

it("one shop's export can be imported by another shop", async () => {
  const [one, other] = [openShop(), openShop()];
  for (const { file } of fixtures.filter(({ file }) => file === "images" || file === "hundred-variants"))
    await importFile(one, read(file));
  const csv = await exportFile(one);
  expect(await importFile(other, csv)).toMatchObject({ created: 2, failed: 0 });
  // Products of one millisecond have no order.
  expect((await exportFile(other)).split("\n").toSorted()).toEqual(csv.split("\n").toSorted());
});

it.skipIf(!existsSync(real))(
  "a real export is imported completely, twice, and exported unchanged",
  async () => {
    const shop = openShop();
    const csv = readFileSync(real, "utf8");
    const first = await importFile(shop, csv);
    expect(first).toMatchObject({ updated: 0, failed: 0 });
    const second = await importFile(shop, csv);
    expect(second).toMatchObject({ created: 0, updated: 0, unchanged: first.created });
    // The file of the export has other columns, so other ones are ignored.
    expect(await importFile(shop, await exportFile(shop))).toEqual({ ...clean, unchanged: first.created });
  },
);
