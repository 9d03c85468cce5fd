import { expect, it } from "vitest";
import { z } from "zod";
import { readChangedTags } from "../../../../src/projection/positions/cache-tags.ts";
import { openShop, type Shop } from "../../../support/node/shop.ts";
import { sell } from "../search/shop.ts";

const created = z.object({ id: z.string() });
const product = z.object({ variants: z.array(created) });

/** The tags that some commands change, sorted. */
async function tagsOf({ platform, tenant }: Shop, act: () => unknown): Promise<readonly string[]> {
  await platform.deliverAll();
  const before = await readChangedTags(platform.readModel, tenant.id);
  act();
  await platform.deliverAll();
  const after = await readChangedTags(platform.readModel, tenant.id);
  return (after?.tags ?? []).flatMap(([tag, at]) => (at > (before?.revision ?? 0) ? [tag] : [])).toSorted();
}

it("a change of a product is one of its id, of the catalogue, of sitemaps, and of each handle that leads to it", async () => {
  const shop = openShop();
  const id = sell(shop, "Lamp");
  const change = (translation: object) =>
    tagsOf(shop, () => shop.must("catalogue.updateProduct", { id, patch: { translations: [translation] } }));
  expect(await change({ locale: "en", handle: "lantern" })).toEqual(
    [id, "products", "product-handle:lamp", "product-handle:lantern", "sitemap"].toSorted(),
  );
  expect(await change({ locale: "de", title: "Lampe", handle: "leuchte" })).toContain(
    "product-handle:leuchte",
  );
});

it("a change of stock is one of the variant and of stock, and leaves pages of other products as they are", async () => {
  const shop = openShop();
  const id = sell(shop, "Lamp");
  const read = shop.tenant.core.ask({
    query: "catalogue.readProduct",
    input: { id },
    actor: { kind: "system" },
  });
  if (!read.ok) throw new Error(read.refusal.detail);
  const variant = product.parse(read.value).variants[0]?.id ?? "";
  expect(await tagsOf(shop, () => shop.must("inventory.setStock", { id: variant, stocked: 7 }))).toEqual(
    [variant, "stock"].toSorted(),
  );
});

it("a deleted product is one of its id and of the catalogue", async () => {
  const shop = openShop();
  const id = sell(shop, "Lamp");
  shop.must("catalogue.unpublishProduct", { id });
  const tags = await tagsOf(shop, () => shop.must("catalogue.deleteProduct", { id }));
  expect(tags).toEqual(expect.arrayContaining([id, "products"]));
  expect(tags).not.toContain("product-handle:lamp");
});

it.each([
  ["Collection", "collections", "collection-handle:lamps"],
  ["Category", "categories", "category-handle:lamps"],
])("a change of a %s is one of its id, its kind, its handles and sitemaps", async (name, kind, handle) => {
  const shop = openShop();
  let id = "";
  const make = () => {
    id = created.parse(
      shop.must(`catalogue.create${name}`, { translations: [{ locale: "en", title: "Lamps" }] }),
    ).id;
  };
  expect(await tagsOf(shop, make)).toEqual([id, kind, handle, "sitemap"].toSorted());
  expect(await tagsOf(shop, () => shop.must(`catalogue.delete${name}`, { id }))).toEqual(
    [id, kind, "sitemap"].toSorted(),
  );
});

it("a change of settings is one of settings", async () => {
  const shop = openShop();
  expect(await tagsOf(shop, () => shop.must("tenants.changeSettings", { currencies: ["USD"] }))).toEqual([
    "settings",
  ]);
});
