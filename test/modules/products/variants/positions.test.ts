import { expect, it } from "vitest";
import { readAdminPage } from "../../../../src/modules/listing/view/lists/list-admin.ts";
import { productBody } from "../../../support/http/products.ts";
import { openShop } from "../../../support/node/shop.ts";

const sizes = ["XS", "S", "M", "L"];

it("the positions of variants have no gap after one is deleted, and a new one is the last", () => {
  const shop = openShop();
  const variantOf = (size: string) => ({
    options: { Size: size },
    prices: [{ amount: 1_000, currency: "USD" }],
  });
  const product = Object(
    shop.must(
      "catalogue.createProduct",
      productBody("Lamp", {
        options: [{ name: "Size", values: [...sizes, "XL"] }],
        variants: sizes.map(variantOf),
      }),
    ),
  );
  const positions = () =>
    Object(
      shop.tenant.core.ask({
        query: "catalogue.readProduct",
        input: { id: product.id },
        actor: { kind: "system" },
      }),
    ).value.variants.map((one: Record<string, unknown>) => [Object(one.options).Size, one.position]);
  for (const index of [0, 2]) shop.must("catalogue.deleteVariant", { id: product.variants[index].id });
  expect(positions()).toEqual([
    ["S", 0],
    ["L", 1],
  ]);
  shop.must("catalogue.addVariant", { productId: product.id, variant: variantOf("XL") });
  expect(positions()).toEqual([
    ["S", 0],
    ["L", 1],
    ["XL", 2],
  ]);
});

it("a product of a list, sent back, keeps its description", async () => {
  const shop = openShop();
  const translations = [{ locale: "en", title: "Lamp", description: "Bright" }];
  const { id } = Object(shop.must("catalogue.createProduct", productBody("Lamp", { translations })));
  await shop.platform.deliverAll();
  const tenant = {
    id: shop.tenant.id,
    defaultLocale: "en",
    defaultCurrency: "USD",
    lowStockThreshold: 5,
  } as const;
  const none = {
    q: null,
    status: [],
    vendor: [],
    type: [],
    tag: [],
    sku: [],
    handle: [],
    updatedSince: null,
  };
  const page = { limit: 10, after: null, count: false };
  const { items } = await readAdminPage(shop.platform.readModel, tenant, none, page);
  const patch = { translations: items[0]?.translations };
  expect(shop.must("catalogue.updateProduct", { id, patch })).toMatchObject({
    translations: [{ description: "Bright" }],
    version: 1,
  });
});
