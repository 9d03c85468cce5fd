// Compiled by a test: what must compile does, and what must not does not.
import { createClient, orThrow, type ProblemOf, type Schemas } from "@rustok-edge/client";

type Same<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;
const holds = <_ extends true>(): void => undefined;

const client = createClient({ baseUrl: "https://shop.example" });
const path = { handle: "lantern" };

// Answers.
const product = await orThrow(client.GET("/v1/store/products/{handle}", { params: { path } }));
holds<Same<typeof product, Schemas["StoreProduct"]>>();
const order = await orThrow(client.POST("/v1/store/checkout", { body: { items: [] } }));
holds<Same<typeof order.accessToken, string>>();
const nothing = await orThrow(
  client.DELETE("/v1/admin/products/{id}", { params: { path: { id: "prod_1" } } }),
);
holds<Same<typeof nothing, undefined>>();
for await (const one of client.all("/v1/admin/orders")) holds<Same<typeof one, Schemas["OrderSummary"]>>();

// Other forms of an answer.
const csv = await orThrow(client.GET("/v1/admin/orders", { parseAs: "text" }));
holds<Same<typeof csv, string>>();
const stream = await orThrow(client.GET("/v1/admin/audit", { parseAs: "stream" }));
holds<Same<typeof stream, ReadableStream<Uint8Array>>>();

// Either data or an error.
const { data, error } = await client.POST("/v1/store/carts/{id}/complete", {
  params: { path: { id: "cart_1" } },
  body: {},
});
if (error === undefined) holds<Same<typeof data, Schemas["PlacedOrder"]>>();
else {
  holds<Same<typeof data, undefined>>();
  if (error.code === "cart-changed") holds<Same<typeof error.code, "cart-changed">>();
  // @ts-expect-error placing an order is not refused with this
  if (error.code === "duplicate-handle") throw error;
}
export const code: ProblemOf<"createProduct">["code"] = "duplicate-handle";
// @ts-expect-error creating a product is not refused with this
export const other: ProblemOf<"createProduct">["code"] = "cart-changed";
// @ts-expect-error without looking at the error, there may be no data
data.number;

// Requests.
client.POST("/v1/admin/products", {
  body: { translations: [{ locale: "en", title: "Lantern" }], variants: [{ prices: [] }] },
  idempotencyKey: "lantern-1",
});
client.POST("/v1/admin/imports/shopify-products", {
  body: "Handle\n",
  headers: { "Content-Type": "text/csv" },
});

// @ts-expect-error there is no such path
client.GET("/v1/store/prodcts");
// @ts-expect-error it has no such method
client.DELETE("/v1/store/products");
// @ts-expect-error it needs the handle
client.GET("/v1/store/products/{handle}");
// @ts-expect-error it needs a body
client.POST("/v1/admin/products");
// @ts-expect-error there is no such parameter
client.GET("/v1/store/products", { params: { query: { limitt: 2 } } });
// @ts-expect-error a limit is a number
client.GET("/v1/store/products", { params: { query: { limit: "2" } } });
// @ts-expect-error there is no such order
client.GET("/v1/store/products", { params: { query: { sort: "weight" } } });
// @ts-expect-error there is no such field
client.POST("/v1/store/checkout", { body: { items: [], emial: "ada@shop.example" } });
// @ts-expect-error nor deep inside
client.POST("/v1/store/checkout", { body: { items: [{ variantId: "var_1", quantity: 1, price: 2 }] } });
// @ts-expect-error an amount is a number
export const price: Schemas["PriceInput"] = { amount: "2", currency: "EUR" };
// @ts-expect-error a file needs its media type
client.POST("/v1/admin/imports/shopify-products", { body: "Handle\n" });
const headers = { "Content-Type": "text/html" } as const;
// @ts-expect-error this media type is not taken
client.POST("/v1/admin/imports/shopify-products", { body: "Handle\n", headers });
// @ts-expect-error one product is no list
client.all("/v1/store/products/{handle}", { params: { path } });
// @ts-expect-error it takes no body
client.GET("/v1/store/products", { body: {} });
