import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { facetsShape } from "../../src/modules/listing/view/lists/facets.ts";
import { useRunning } from "../support/e2e/home.ts";
import type { MintedTenant } from "../support/http/minting.ts";
import { productBody, publishProduct, readAll, withParameter } from "../support/http/products.ts";

const running = useRunning();

let tenant: MintedTenant;
let headers: Readonly<Record<string, string>>;

const priced = (amount: number, stocked: number, sku: string) => ({
  variants: [{ sku, stocked, prices: [{ amount, currency: "USD" }] }],
});

beforeAll(async () => {
  const { send, mintTenant } = running();
  tenant = await mintTenant();
  const { adminKey } = tenant;
  await publishProduct(
    send,
    adminKey,
    productBody("Red shirt", { vendor: "Harbour", tags: ["summer", "red"], ...priced(1_900, 3, "S-1") }),
  );
  await publishProduct(
    send,
    adminKey,
    productBody("Blue shirt", { vendor: "Harbour", tags: ["summer"], ...priced(2_500, 0, "S-2") }),
  );
  const { answer } = await publishProduct(
    send,
    adminKey,
    productBody("Lamp", { vendor: "Müller", type: "Lamps", tags: ["red"], ...priced(4_900, 1, "L-1") }),
  );
  headers = { "X-Tenant": tenant.slug, "Consistency-Token": answer.headers.get("Consistency-Token") ?? "" };
});

const list = z.looseObject({
  items: z.array(z.looseObject({ title: z.string() })),
  totalCount: z.int().optional(),
  facets: facetsShape.optional(),
});

async function search(query: string) {
  const answer = await running().send("get", `/v1/store/products?${query}`, { headers });
  expect(answer.status, answer.text).toBe(200);
  const body = list.parse(answer.body);
  return { answer, body, titles: body.items.map(({ title }) => title) };
}

describe("a shopper's search", () => {
  it.each([
    ["q=shirts", ["Blue shirt", "Red shirt"]],
    ["q=shirt+red", ["Red shirt"]],
    ["q=muller", ["Lamp"]],
    ["q=s-2", ["Blue shirt"]],
    ["q=red", ["Red shirt", "Lamp"]],
    ["q=red&sort=-price", ["Lamp", "Red shirt"]],
    ["q=red&maxPrice=2000", ["Red shirt"]],
    ["q=shirt&inStock=true", ["Red shirt"]],
    ["q=shirt&tag=red&tag=green", ["Red shirt"]],
    ["q=shirt&vendor=M%C3%BCller", []],
    ["q=%F0%9F%94%A5", []],
    ["q=+%21%21+", []],
    ["q=", ["Lamp", "Blue shirt", "Red shirt"]],
    ["q=+", ["Lamp", "Blue shirt", "Red shirt"]],
    ["sort=relevance", ["Lamp", "Blue shirt", "Red shirt"]],
  ])("finds with %s", async (query, titles) => {
    expect((await search(query)).titles).toEqual(titles);
  });

  it("gets list, count and facets in one round trip", async () => {
    const query = "q=red&tag=summer&facets=true&count=true&limit=1";
    const { answer, body } = await search(query);
    // The first one took two more, to be certain to have what was written.
    const again = await running().send("get", `/v1/store/products?${query}`, {
      headers: { "X-Tenant": tenant.slug },
    });
    expect(again.headers.get("Server-Timing")).toContain('d1;desc="1"');
    expect(again.text).toBe(answer.text);
    expect(body.totalCount).toBe(1);
    expect(body).not.toHaveProperty("atLeast");
    expect(body.facets).toEqual({
      // What any other tag would find.
      tag: [
        { value: "red", count: 2 },
        { value: "summer", count: 1 },
      ],
      vendor: [{ value: "Harbour", count: 1 }],
      type: [],
      options: {},
      attributes: {},
      availability: [{ value: "in-stock", count: 1 }],
      price: [{ min: 1_000, max: 1_999, count: 1 }],
    });
  });

  it("gets for a price range of a facet as many as it says", async () => {
    const { body } = await search("facets=true");
    expect(body.facets?.price.map(({ count }) => count)).toEqual([1, 2]);
    for (const { min, max, count } of body.facets?.price ?? []) {
      expect((await search(`minPrice=${min}&maxPrice=${max}`)).titles).toHaveLength(count);
    }
  });

  it("walks through the results, page by page", async () => {
    for (const sort of ["relevance", "newest", "price", "title"]) {
      const path = `/v1/store/products?q=shirt&sort=${sort}&limit=1`;
      const items = await readAll(running().send, path, { headers });
      expect(new Set(items.map(({ id }) => id)).size).toBe(2);
    }
  });

  it("cannot go on with another search's cursor", async () => {
    const { send } = running();
    const { answer } = await search("q=shirt&limit=1");
    const cursor = String(Object(answer.body).nextCursor);
    const other = await send("get", withParameter("/v1/store/products?q=red&limit=1", "cursor", cursor), {
      headers,
    });
    expect(other).toMatchObject({ status: 400, body: { code: "invalid-cursor" } });
  });

  it.each([
    ["q", "a".repeat(201)],
    ["facets", "yes"],
    ["sort", "score"],
  ])("is told what is wrong with %s", async (name, value) => {
    const refused = await running().send("get", withParameter("/v1/store/products", name, value), {
      headers,
    });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: `/query/${name}` }] } });
  });
});

describe("a staff member's search", () => {
  it("find drafts too, by words and by a whole SKU", async () => {
    const { send } = running();
    const draft = await send("post", "/v1/admin/products", {
      key: tenant.adminKey,
      body: productBody("Green shirt", priced(1_000, 1, "DRAFT-1")),
    });
    const token = draft.headers.get("Consistency-Token") ?? "";
    for (const [q, titles] of [
      ["shirt", ["Green shirt", "Blue shirt", "Red shirt"]],
      ["draft-1", ["Green shirt"]],
      ["gre", ["Green shirt"]],
      ["shirt-of-nobody", []],
      ["???", []],
    ] as const) {
      const answer = await send("get", withParameter("/v1/admin/products?count=true", "q", q), {
        key: tenant.adminKey,
        headers: { "Consistency-Token": token },
      });
      expect(
        list.parse(answer.body).items.map(({ title }) => title),
        q,
      ).toEqual(titles);
      expect(answer.body).toMatchObject({ totalCount: titles.length });
    }
    expect((await search("q=green")).titles).toEqual([]);
  });
});
