import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { listed, shopWith, titlesOf } from "./shop.ts";

it("finds products from before the search migration by titles and labels", async () => {
  const shop = await shopWith({
    "Café lamp": { vendor: "Müller & Söhne", tags: ["a b", "c"] },
    Tent: { type: "Tents" },
  });
  const { readModel } = shop.platform;
  readModel.run("DELETE FROM search_documents");
  expect(await titlesOf(shop, "lamp")).toEqual([]);
  const [fill = ""] =
    /^INSERT INTO search_documents \(tenant[^;]*;/m.exec(
      readFileSync("migrations/d1/0004_search.sql", "utf8"),
    ) ?? [];
  readModel.run(fill);
  expect(await titlesOf(shop, "cafe la")).toEqual(["Café lamp"]);
  for (const filters of [
    { vendor: ["Müller & Söhne"] },
    { tag: ["a b"] },
    { tag: ["c"], vendor: ["Müller & Söhne"] },
  ])
    expect((await listed(shop, { filters })).items.map(({ title }) => title)).toEqual(["Café lamp"]);
  expect((await listed(shop, { filters: { type: ["Tents"] } })).items.map(({ title }) => title)).toEqual([
    "Tent",
  ]);
});
