// Browses a shop, fills a cart and places an order. A publishable key names the shop and gives no rights: it may stand in a page.
import { createClient, orThrow, type Schemas } from "@rustok-edge/client";

const shop = createClient({
  baseUrl: process.env.RUSTOK_URL ?? "http://localhost:8787",
  key: process.env.RUSTOK_PUBLISHABLE_KEY,
});

const { items } = await orThrow(
  shop.GET("/v1/store/products", { params: { query: { inStock: true, sort: "price", limit: 10 } } }),
);
const [cheapest] = items;
if (cheapest === undefined) throw new Error("Nothing is in stock.");

const { variants, title } = await orThrow(
  shop.GET("/v1/store/products/{handle}", { params: { path: { handle: cheapest.handle } } }),
);
const variant = variants.find(({ available }) => available);
if (variant === undefined) throw new Error(`${title} has just been sold.`);
console.log(`${title}: ${priceOf(variant)}`);

const cart = await orThrow(
  shop.POST("/v1/store/carts", { body: { items: [{ variantId: variant.id, quantity: 1 }] } }),
);
const params = { path: { id: cart.id } };
const options = await orThrow(shop.GET("/v1/store/carts/{id}/shipping-options", { params }));
const shippingOptionId = options.items[0]?.id ?? null;
await orThrow(
  shop.PATCH("/v1/store/carts/{id}", {
    params,
    body: {
      email: "ada@shop.example",
      shippingAddress: { firstName: "Ada", city: "London", country: "GB" },
      shippingOptionId,
    },
  }),
);

// The client sends an Idempotency-Key and keeps it when it tries again: the order is placed once.
const order = await orThrow(shop.POST("/v1/store/carts/{id}/complete", { params, body: {} }));
console.log(`Order ${order.number} is ${order.status}.`);

function priceOf({ price }: Schemas["StoreVariant"]): string {
  if (price === null) return "not for sale";
  return new Intl.NumberFormat("en", { style: "currency", currency: price.currency }).format(
    price.amount / 100,
  );
}
