import type { Shop } from "./shop.ts";

/** A cart of three lines that never runs out of stock, and the same as one request. */
export interface Cart {
  readonly id: string;
  readonly itemId: string;
  /** The body of a checkout. */
  readonly checkout: string;
}

export async function openCart(url: string, { slug, key }: Shop): Promise<Cart> {
  const staff = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
  const post = async <Answer>(path: string, headers: Record<string, string>, body?: object) => {
    const answer = await fetch(`${url}${path}`, {
      method: "POST",
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
  const items: object[] = [];
  for (const amount of [1_999, 333, 10_001]) {
    const product = await post<{ id: string; variants: { id: string }[] }>("/v1/admin/products", staff, {
      translations: [{ locale: "en", title: `Bench ${amount}` }],
      variants: [{ prices: [{ amount, currency: "USD" }], stocked: 1_000_000 }],
    });
    await post(`/v1/admin/products/${product.id}/publish`, staff, {});
    items.push({ variantId: product.variants[0]?.id, quantity: 2 });
  }
  const options = await fetch(`${url}/v1/admin/shipping-options`, { headers: staff });
  const [option] = ((await options.json()) as { items: { id: string }[] }).items;
  const shopper = { "X-Tenant": slug, "Content-Type": "application/json" };
  const cart = await post<{ id: string; items: { id: string }[] }>("/v1/store/carts", shopper, { items });
  const checkout = JSON.stringify({
    items,
    email: "bench@shop.example",
    shippingAddress: { country: "GB" },
    shippingOptionId: option?.id,
  });
  return { id: cart.id, itemId: cart.items[0]?.id ?? "", checkout };
}
