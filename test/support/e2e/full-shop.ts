import { expect } from "vitest";
import { z } from "zod";
import { accountsOf, goodPassword } from "../accounts/accounts.ts";
import type { MintedTenant } from "../http/minting.ts";
import { act, order } from "../http/orders.ts";
import { publishProduct } from "../http/products.ts";
import type { Send } from "../http/sender.ts";
import { fillMagazine } from "../magazine/filled.ts";

const identified = z.looseObject({ id: z.string() });
const sold = z.looseObject({
  id: z.string(),
  handle: z.string(),
  variants: z.array(z.looseObject({ id: z.string() })).min(1),
});

/** What a shop with something of everything has. */
export interface FullShop {
  readonly productIds: readonly string[];
  readonly groups: Readonly<Record<"collections" | "categories", readonly string[]>>;
  readonly formerHandles: readonly string[];
  readonly orders: readonly { readonly id: string; readonly number: number; readonly token: string }[];
  readonly customer: { readonly email: string; readonly addressId: string };
}

/** Fills a tenant with products, groups, translations, redirects, stock, orders, customers and settings. */
export async function fillShop(send: Send, shop: MintedTenant): Promise<FullShop> {
  const { adminKey: key } = shop;
  const make = async (path: string, body: unknown, method = "post") => {
    const answer = await send(method, path, { key, body });
    expect(answer.status, `${path} ${answer.text}`).toBeLessThan(300);
    return answer.body;
  };
  const idOf = async (path: string, body: unknown) => identified.parse(await make(path, body)).id;
  await make(
    "/v1/admin/settings",
    { taxRates: [{ country: "GB", rate: 2_000 }], lowStockThreshold: 3 },
    "patch",
  );
  const warehouse = await idOf("/v1/admin/locations", { name: "Warehouse" });
  const products: z.infer<typeof sold>[] = [];
  for (let index = 0; index < 12; index += 1) {
    const { answer } = await publishProduct(send, key, productInput(index));
    products.push(sold.parse(answer.body));
  }
  const [first, second] = products;
  if (first === undefined || second === undefined) throw new Error("there are no products");
  const renamed = [{ locale: "en", title: "Storm lantern", handle: "storm-lantern" }];
  await make(`/v1/admin/products/${first.id}`, { translations: renamed }, "patch");
  const variant = first.variants[0]?.id ?? "";
  await make(`/v1/admin/variants/${variant}/inventory`, { locationId: warehouse, stocked: 7 }, "put");
  const groups = {
    collections: [await idOf("/v1/admin/collections", titled("Lights", "Lichter"))],
    categories: [await idOf("/v1/admin/categories", titled("Home", "Zuhause"))],
  };
  const child = { ...titled("Lamps", "Lampen"), parentId: groups.categories[0] };
  groups.categories.push(await idOf("/v1/admin/categories", child));
  const productIds = products.map(({ id }) => id);
  for (const id of groups.collections)
    await make(`/v1/admin/collections/${id}/products`, { productIds }, "put");
  for (const id of groups.categories)
    await make(`/v1/admin/categories/${id}/products`, { productIds: productIds.slice(0, 5) }, "put");
  const express = { name: "Express", prices: [{ amount: 1_500, currency: "USD" }] };
  await make("/v1/admin/shipping-options", express);
  await fillMagazine(make);
  const { register } = accountsOf(send, shop);
  const { accessToken, user } = await register();
  const address = { firstName: "Ada", city: "London", country: "GB", isDefaultShipping: true };
  const headers = { "X-Tenant": shop.slug };
  const kept = await send("post", "/v1/store/customers/me/addresses", {
    key: accessToken,
    headers,
    body: address,
  });
  expect(kept.status, kept.text).toBe(201);
  const orders: { id: string; number: number; token: string }[] = [];
  for (const bought of [first, second, first]) {
    const placed = await order(send, shop, bought.variants[0]?.id ?? "", 2);
    orders.push({ id: placed.id, number: placed.number, token: placed.accessToken });
  }
  const captured = await act(send, shop, orders[1]?.id ?? "", "capture");
  expect(captured.status, captured.text).toBe(200);
  const customer = { email: user.email, addressId: identified.parse(kept.body).id };
  return { productIds, groups, formerHandles: [first.handle], orders, customer };
}

export { goodPassword };

function productInput(index: number) {
  const title = `Lantern ${index}`;
  return {
    translations: [
      { locale: "en", title, description: `<p>Burns for ${index + 1} hours.</p>` },
      { locale: "de", title: `Laterne ${index}` },
    ],
    vendor: index % 2 === 0 ? "Alder" : "Ash",
    tags: [`tag-${index % 3}`, "light"],
    attributes: [{ key: "material", value: index % 2 === 0 ? "brass" : "tin" }],
    options: [{ name: "Size", values: ["S", "L"] }],
    variants: ["S", "L"].map((size) => ({
      sku: `LAN-${index}-${size}`,
      options: { Size: size },
      prices: [
        { amount: 1_000 + 10 * index, currency: "USD" },
        { amount: 900 + 10 * index, currency: "EUR" },
      ],
      stocked: 10 + index,
    })),
  };
}

function titled(en: string, de: string) {
  return {
    translations: [
      { locale: "en", title: en },
      { locale: "de", title: de },
    ],
  };
}
