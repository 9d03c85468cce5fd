import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { storeSorts } from "../../src/modules/listing/view/lists/sorts.ts";
import { useRunning } from "../support/e2e/home.ts";
import type { MintedTenant } from "../support/http/minting.ts";
import { productBody, publishProduct, readAll } from "../support/http/products.ts";

const running = useRunning();

/** A tenant with so many products on sale, and the token of its last write. */
interface Stocked {
  readonly tenant: MintedTenant;
  readonly headers: Readonly<Record<string, string>>;
}

let large: Stocked;
let small: Stocked;

const many = 1_000;
const few = 20;

beforeAll(async () => {
  large = await stock(many);
  small = await stock(few);
});

/** Every fifth has no price; prices and titles repeat, so that only the id tells some of them apart. */
async function stock(count: number): Promise<Stocked> {
  const { send, mintTenant } = running();
  const tenant = await mintTenant();
  const rows = Array.from({ length: count }, (_, index) => {
    const price = index % 5 === 0 ? "" : `${(index * 7) % 50}.00`;
    return `item-${index},Item ${(index * 13) % 100},Title,Default Title,${price},true`;
  });
  const csv = ["Handle,Title,Option1 Name,Option1 Value,Variant Price,Published", ...rows].join("\n");
  const report = await send("post", "/v1/admin/imports/shopify-products", {
    key: tenant.adminKey,
    headers: { "Content-Type": "text/csv" },
    body: csv,
  });
  expect(report.body).toMatchObject({ created: count, failed: 0 });
  const token = report.headers.get("Consistency-Token") ?? "";
  await send("get", "/v1/store/products", {
    headers: { "X-Tenant": tenant.slug, "Consistency-Token": token },
  });
  return { tenant, headers: { "X-Tenant": tenant.slug } };
}

const roundTrips = (headers: Headers) => /d1;desc="(\d+)"/.exec(headers.get("Server-Timing") ?? "")?.[1];

const listed = z.looseObject({
  id: z.string(),
  title: z.string(),
  priceRange: z.object({ min: z.object({ amount: z.int() }) }).nullable(),
});

const path = (sort: string, limit = 100) => `/v1/store/products?sort=${sort}&limit=${limit}`;

describe("a list of 1,000 products", () => {
  it("costs as many round trips to D1 as one of 20", async () => {
    const { send } = running();
    for (const sort of storeSorts) {
      for (const more of ["", "&count=true", "&inStock=false", "&maxPrice=4000"]) {
        const [long, short] = await Promise.all(
          [large, small].map(({ headers }) => send("get", `${path(sort, few)}${more}`, { headers })),
        );
        expect(roundTrips(long?.headers ?? new Headers()), sort).toBe("1");
        expect(roundTrips(short?.headers ?? new Headers()), sort).toBe("1");
      }
    }
  });

  it("costs as much for staff", async () => {
    const { send } = running();
    for (const { tenant } of [large, small]) {
      const answer = await send("get", "/v1/admin/products?limit=20&count=true", { key: tenant.adminKey });
      expect(roundTrips(answer.headers)).toBe("1");
    }
  });

  it.each(storeSorts)("shows each product once when it is walked by %s", async (sort) => {
    const items = await readAll(running().send, path(sort, 83), { headers: large.headers });
    expect(items).toHaveLength(many);
    expect(new Set(items.map(({ id }) => id)).size).toBe(many);
  });

  it("shows each product once to staff", async () => {
    const items = await readAll(running().send, "/v1/admin/products?limit=83", {
      key: large.tenant.adminKey,
    });
    expect(new Set(items.map(({ id }) => id)).size).toBe(many);
    expect(items).toHaveLength(many);
  });

  it("counts its items, filtered or not", async () => {
    const { send } = running();
    const counts: number[] = [];
    for (const filter of ["", "&maxPrice=100", "&minPrice=1000&maxPrice=2000", "&inStock=true"]) {
      const answer = await send("get", `${path("title", 1)}${filter}&count=true`, { headers: large.headers });
      const items = await readAll(send, `${path("title")}${filter}`, { headers: large.headers });
      expect(answer.body, filter).toMatchObject({ totalCount: items.length });
      counts.push(items.length);
    }
    // A product without a price, or without stock, is in no price range and not in stock.
    expect(counts).toEqual([many, 20, 160, 0]);
  });
});

describe("the order", () => {
  it.each([
    ["price", (a: number, b: number) => a <= b],
    ["-price", (a: number, b: number) => a >= b],
  ] as const)("by %s is kept across pages, and what has no price comes last", async (sort, ordered) => {
    const items = await readAll(running().send, path(sort), { headers: large.headers });
    const prices = items.map((item) => listed.parse(item).priceRange?.min.amount ?? null);
    const priced = prices.filter((price) => price !== null);
    expect(priced).toHaveLength(many - many / 5);
    expect(prices.slice(0, priced.length)).toEqual(priced);
    expect(priced.every((price, index) => index === 0 || ordered(priced[index - 1] ?? 0, price))).toBe(true);
  });

  it.each([
    ["title", 1],
    ["-title", -1],
  ] as const)("by %s is that of the titles", async (sort, direction) => {
    const items = await readAll(running().send, path(sort), { headers: large.headers });
    const titles = items.map((item) => listed.parse(item).title);
    expect(titles).toEqual(titles.toSorted((a, b) => direction * (a < b ? -1 : a > b ? 1 : 0)));
  });
});

describe("while products are published", () => {
  it.each(storeSorts)("a walk by %s still shows each that was there, once", async (sort) => {
    const { send } = running();
    const { tenant, headers } = await stock(120);
    const before = await readAll(send, path(sort), { headers });
    let number = 0;
    const walked = await readAll(send, path(sort, 25), { headers }, async () => {
      for (const amount of [0, 2_500, 90_000]) {
        number += 1;
        const body = productBody(`Item ${number * 20}`, {
          variants: [{ prices: [{ amount, currency: "USD" }] }],
        });
        await publishProduct(send, tenant.adminKey, body);
      }
    });
    const ids = walked.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(before.filter(({ id }) => !ids.includes(id))).toEqual([]);
    expect(number).toBeGreaterThan(9);
  });
});
