// Creates a product, publishes it, counts its stock, and finds it in the list at once.
import { createClient, orThrow } from "@rustok-edge/client";

const office = createClient({
  baseUrl: process.env.RUSTOK_URL ?? "http://localhost:8787",
  key: process.env.RUSTOK_KEY,
});

const product = await orThrow(
  office.POST("/v1/admin/products", {
    body: {
      translations: [{ locale: "en", title: "Field mug" }],
      variants: [{ sku: "FIELD-MUG", prices: [{ amount: 1_900, currency: "USD" }] }],
    },
  }),
);
const params = { path: { id: product.id } };
await orThrow(office.POST("/v1/admin/products/{id}/publish", { params }));
await orThrow(office.POST("/v1/admin/inventory", { body: { items: [{ sku: "FIELD-MUG", stocked: 40 }] } }));

// Lists follow a moment later. The client asks for one that has what it wrote.
const { items } = await orThrow(
  office.GET("/v1/admin/products", { params: { query: { sku: ["FIELD-MUG"] } } }),
);
for (const { title, status, variants } of items)
  console.log(`${title} is ${status}, with ${variants[0]?.inventory?.stocked} in stock.`);

// Another editor has changed it meanwhile, so this edit is refused.
await orThrow(office.PATCH("/v1/admin/products/{id}", { params, body: { vendor: "Alder & Ash" } }));
const { error } = await office.PATCH("/v1/admin/products/{id}", {
  params: { ...params, header: { "If-Match": `"${product.version}"` } },
  body: { vendor: "Kiefer Werk" },
});
if (error?.code === "version-mismatch") console.log("Somebody else was faster.");
