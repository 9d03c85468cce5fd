import { ask } from "../ask.ts";
import type { Shop } from "../shop.ts";
import type { Bench } from "./case.ts";

/** Three variants that never run out, and how they are sent. */
export interface Goods {
  readonly shop: Shop;
  readonly variants: readonly string[];
  readonly shippingOptionId: string;
}

/** Opens a shop of its own for a case that writes. */
export async function goodsOf(
  bench: Pick<Bench, "url" | "newShop" | "untilProjected">,
  products = 0,
): Promise<Goods> {
  const shop = await bench.newShop(products);
  const staff = { Authorization: `Bearer ${shop.key}` };
  const variants: string[] = [];
  for (const amount of [1_999, 333, 10_001]) {
    const product = await ask<{ id: string; variants: { id: string }[] }>(
      bench.url,
      "/v1/admin/products",
      staff,
      {
        translations: [{ locale: "en", title: `Bench ${amount}` }],
        variants: [{ prices: [{ amount, currency: "USD" }], stocked: 100_000_000 }],
      },
    );
    await ask(bench.url, `/v1/admin/products/${product.id}/publish`, staff, {});
    variants.push(product.variants[0]?.id ?? "");
  }
  const options = await ask<{ items: { id: string }[] }>(bench.url, "/v1/admin/shipping-options", staff);
  await bench.untilProjected(shop);
  return { shop, variants, shippingOptionId: options.items[0]?.id ?? "" };
}

/** Every shopper calls from an address of its own: how much one may write is limited. */
export function shopperHeaders({ shop }: Goods): Readonly<Record<string, string>> {
  return { "X-Tenant": shop.slug, "CF-Connecting-IP": "{address}" };
}

/** Who gets an order, and how. */
export function addressee({ shippingOptionId }: Goods) {
  return {
    email: "ada@shop.example",
    shippingAddress: { firstName: "Ada", lastName: "Lovelace", city: "London", country: "GB" },
    shippingOptionId,
  };
}

/** Opens empty carts. */
export async function openCarts(bench: Bench, { shop }: Goods, count: number): Promise<readonly string[]> {
  const carts: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { id } = await ask<{ id: string }>(bench.url, "/v1/store/carts", { "X-Tenant": shop.slug }, {});
    carts.push(id);
  }
  return carts;
}
