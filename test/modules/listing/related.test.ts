import { expect, it } from "vitest";
import { readRelated } from "../../../src/modules/listing/view/related.ts";
import { sell, shopWith } from "./search/shop.ts";

const shop = await shopWith({});
const labels = (type: string, vendor: string, ...tags: readonly string[]) => ({ type, vendor, tags });
const products = {
  tent: sell(shop, "Ridge tent", labels("Tent", "Kiefer", "camping", "waterproof")),
  dome: sell(shop, "Dome tent", labels("Tent", "Kiefer", "camping", "waterproof")),
  tarp: sell(shop, "Tarp", labels("Tarp", "Kiefer", "camping", "waterproof")),
  stove: sell(shop, "Stove", labels("Stove", "Ember", "camping")),
  lamp: sell(shop, "Lamp", labels("Lamp", "Lumen", "home")),
};
const { id: trip } = shop.must("catalogue.createCollection", {
  translations: [{ locale: "en", title: "First trip" }],
}) as { id: string };
shop.must("catalogue.setProductsOfCollection", { id: trip, productIds: [products.tent, products.lamp] });
await shop.platform.deliverAll();

const related = (handle: string, limit = 8) =>
  readRelated(shop.platform.readModel, shop.tenant.id, {
    handle,
    limit,
    card: true,
    locales: ["en"],
    currency: "USD",
  });

async function titles(handle: string, limit?: number) {
  const answer = await related(handle, limit);
  if (!answer.ok || !("found" in answer.value)) throw new Error("nothing found");
  return answer.value.found.items.map(({ title }) => title);
}

it("products with the most in common come first, and never the product itself", async () => {
  expect(await titles("ridge-tent")).toEqual(["Dome tent", "Tarp", "Lamp", "Stove"]);
  expect(await titles("ridge-tent", 2)).toEqual(["Dome tent", "Tarp"]);
});

it("a product with nothing in common with others has none", async () => {
  sell(shop, "Gift card");
  await shop.platform.deliverAll();
  expect(await titles("gift-card")).toEqual([]);
});

it("a product that was taken off sale isn't related to anything", async () => {
  shop.must("catalogue.unpublishProduct", { id: products.stove });
  await shop.platform.deliverAll();
  expect((await titles("tarp")).toSorted()).toEqual(["Dome tent", "Ridge tent"]);
  expect(await related("stove")).toMatchObject({ ok: false, refusal: { code: "not-found" } });
});

it("a former handle leads to the current one", async () => {
  shop.must("catalogue.updateProduct", {
    id: products.tarp,
    patch: { translations: [{ locale: "en", title: "Tarp", handle: "lee-tarp" }] },
  });
  await shop.platform.deliverAll();
  expect(await related("tarp")).toMatchObject({ value: { movedTo: "lee-tarp" } });
});
