import { createClient, orThrow } from "@rustok-edge/client";

const client = createClient({ baseUrl: "http://x" });
const { data, error } = await client.GET("/v1/store/products", {
  params: { query: { limit: 2, option: { Colour: "Moss" } } },
});
if (error) {
  const c: "invalid-cursor" = error.code;
} else {
  const n: number = data.items;
}
for await (const p of client.all("/v1/store/products")) {
  const n: number = p.title;
}
const order = await orThrow(client.POST("/v1/store/checkout", { body: { items: [], foo: 1 } }));
const a: number = order.accessToken;
const csv = await orThrow(
  client.GET("/v1/admin/orders", { parseAs: "text", headers: { Accept: "text/csv" } }),
);
const b: number = csv;
client.all("/v1/store/products/{handle}", { params: { path: { handle: "a" } } });
client.GET("/v1/store/products/{handle}");
client.GET("/nope");
const del = await orThrow(client.DELETE("/v1/admin/products/{id}", { params: { path: { id: "a" } } }));
const d: number = del;
const imp = client.POST("/v1/admin/imports/shopify-products", {
  body: "x",
  headers: { "Content-Type": "text/csv" },
});
client.POST("/v1/admin/imports/shopify-products", { body: "x" });
await client.GET("/v1/store/products", { params: { query: { limitt: 2 } } });
const h = await client.GET("/health/ready");
if (h.error) {
  const x: number = h.error;
}
