import { expect, it } from "vitest";
import { pageLimits } from "../../../src/kernel/read/page.ts";
import { productBody, publishProduct, readAll } from "../../support/http/products.ts";
import { send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";

const images = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    url: `https://images.example/${index}${"x".repeat(4_000)}`,
  }));

it("a page of large products ends early, and its cursor and Link go on", async () => {
  const { adminKey: key, slug } = await mintTenant();
  const ids: string[] = [];
  let token = "";
  for (let index = 0; index < 5; index += 1) {
    const body = productBody(`Lamp ${index}`, { images: images(90) });
    const { id, answer } = await publishProduct(send, key, body);
    ids.unshift(id);
    token = answer.headers.get("Consistency-Token") ?? "";
  }
  const headers = { "X-Tenant": slug, "Consistency-Token": token };
  for (const path of ["/v1/store/products?limit=100&count=true", "/v1/admin/products?limit=100&count=true"]) {
    const sent = path.includes("admin") ? { key, headers } : { headers };
    const first = await send("get", path, sent);
    expect(first.status, first.text.slice(0, 500)).toBe(200);
    expect(first.text.length).toBeLessThan(1.1 * pageLimits.bytes.value);
    const { items, nextCursor, totalCount } = Object(first.body);
    expect(items).toHaveLength(2);
    expect(totalCount).toBe(5);
    expect(first.headers.get("Link")).toContain(encodeURIComponent(nextCursor));
    expect((await readAll(send, path, sent)).map(({ id }) => id)).toEqual(ids);
  }
});

it("a product that is too large is a 422 that points to what makes it so", async () => {
  const { adminKey: key } = await mintTenant();
  const body = productBody("Lamp", { images: images(130), vendor: "Harbour" });
  const answer = await send("post", "/v1/admin/products", { key, body });
  expect(answer).toMatchObject({
    status: 422,
    body: { code: "too-large", errors: [{ pointer: "/images", code: "too-large" }] },
  });
  const listed = await send("get", "/v1/admin/products?limit=100", { key });
  expect(listed.body).toMatchObject({ items: [] });
});
