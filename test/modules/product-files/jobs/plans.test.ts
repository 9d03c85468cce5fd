import { DatabaseSync } from "node:sqlite";
import { expect, it, vi } from "vitest";
import {
  csv,
  finishImport,
  importFile,
  jobIn,
  sendFile,
  sendInventory,
} from "../../../support/catalogue/files.ts";
import { openShop } from "../../../support/node/shop.ts";

it("no step of an import reads all the rows of its file, or of other imports", async () => {
  const shop = openShop();
  const file = csv("Handle,Title,Variant SKU,Vendor", `lamp,Lamp,L-1,${"V".repeat(300)}`, "rug,,R-1,");
  await importFile(shop, file);
  const prepare = vi.spyOn(DatabaseSync.prototype, "prepare");
  await finishImport(shop, jobIn(await sendFile(shop, file, 100, { asJob: true })).id);
  const counts = csv("Handle,SKU,On hand", "lamp,L-1,5", "rug,R-1,6");
  await finishImport(shop, jobIn(await sendInventory(shop, counts, false, true)).id);
  const { id } = jobIn(await sendFile(shop, file, 100, { asJob: true }));
  shop.must("catalogue.cancelImport", { id });
  const seen = [...new Set(prepare.mock.calls.map(([sql]) => sql))].filter((sql) =>
    /import_(?:jobs|items|outcomes|findings)/.test(sql),
  );
  prepare.mockRestore();
  expect(seen.length).toBeGreaterThan(15);
  const scans = seen.flatMap((sql) =>
    shop.tenant.storage
      .rows(`EXPLAIN QUERY PLAN ${sql.replaceAll("?", "NULL")}`)
      .map(({ detail }) => String(detail))
      .filter((detail) => detail.includes("SCAN")),
  );
  expect([...new Set(scans)].sort()).toEqual(
    [
      // The hundred newest, when another one begins.
      "SCAN import_jobs USING INDEX sqlite_autoindex_import_jobs_1",
      "SCAN import_jobs USING INDEX import_jobs_unsettled",
    ].sort(),
  );
});
