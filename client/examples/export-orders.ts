// Reads all orders, page by page, and prints a line for each.
import { createClient, orThrow } from "@rustok-edge/client";

const office = createClient({
  baseUrl: process.env.RUSTOK_URL ?? "http://localhost:8787",
  key: process.env.RUSTOK_KEY,
});

let count = 0;
for await (const order of office.all("/v1/admin/orders", {
  params: { query: { sort: "placedAt", limit: 2 } },
})) {
  const { amount, currency } = order.totals.total;
  console.log(`${order.number},${order.status},${amount},${currency}`);
  count += 1;
}
console.log(`${count} orders`);

// The same as a file, which the platform writes.
const csv = await orThrow(
  office.GET("/v1/admin/orders", { headers: { Accept: "text/csv" }, parseAs: "text" }),
);
console.log(csv.slice(0, csv.indexOf("\n")).trim());
