import { DatabaseSync } from "node:sqlite";
import { expect, it, vi } from "vitest";
import { z } from "zod";
import { importFile } from "../../support/catalogue/files.ts";
import { productBody } from "../../support/http/products.ts";
import { openShop } from "../../support/node/shop.ts";

// The object's database has no statistics. A plan that narrows handles only by kind or locale reads the rows
// of all
// products.

/** Tables that stay small, however large the catalogue is. */
const small =
  /^SCAN (?:object|settings|subscriptions|schedules|api_keys|migrations|sqlite_master|locations)\b/;

const walks = (detail: string) =>
  (/^SCAN (?!\w+ VIRTUAL|CONSTANT|json_each)/.test(detail) && !small.test(detail)) ||
  /^SEARCH handles .*\(kind=\?(?: AND locale=\?)?\)/.test(detail);

it("no command on one product scans the whole catalogue", async () => {
  const shop = openShop();
  const prepare = vi.spyOn(DatabaseSync.prototype, "prepare");
  const { id } = z
    .object({ id: z.string() })
    .parse(shop.must("catalogue.createProduct", productBody("Lamp", { tags: ["a"] })));
  shop.must("catalogue.updateProduct", { id, patch: { translations: [{ locale: "en", title: "Lantern" }] } });
  shop.must("catalogue.publishProduct", { id });
  const csv = "Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty\nrug,Rug,R-1,5,1\n";
  await importFile(shop, csv);
  await importFile(shop, csv.replace(",5,", ",6,"));
  shop.must("catalogue.archiveProduct", { id });
  shop.must("catalogue.deleteProduct", { id });
  const seen = [...new Set(prepare.mock.calls.map(([sql]) => sql))].filter((sql) =>
    /^\s*(?:select|insert|update|delete|with)\b/i.test(sql),
  );
  prepare.mockRestore();
  expect(seen.length).toBeGreaterThan(20);
  const plans = seen.flatMap((sql) => {
    const unbound = sql.replaceAll("?", "NULL");
    return shop.tenant.storage
      .rows(`EXPLAIN QUERY PLAN ${unbound}`)
      .map(({ detail }) => String(detail))
      .filter(walks)
      .map((detail) => `${detail}: ${sql}`);
  });
  expect(plans).toEqual([]);
});
