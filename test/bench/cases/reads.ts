import { createHash } from "node:crypto";
import { z } from "zod";
import { get, mixOf, type Step } from "../load/workload.ts";
import type { Bench, Case, Sides } from "./case.ts";
import { floors } from "./floors.ts";
import { eachOnce } from "./once.ts";

/** Reads of the storefront: some again and again, and each a first time. */
export const reads: readonly Case[] = [
  cached("cached page", 0.75, () => [get("/v1/store/products/product-1")]),
  cached("cached page, publishable key", 0.7, () => [get("/v1/store/products/product-1")], publishableKey),
  cached("cached list", 0.7, () => [get("/v1/store/products?limit=20")]),
  cached("cached GraphQL, persisted", 0.6, () => [get(`/graphql?${extensionsOf(productsQuery)}`)], persisted),
  cached("search", 0.6, () => words.map((word) => get(`/v1/store/products?q=${word}&limit=20`))),
  cold("cold page", "one query", 0.35, "on", pages),
  cold("cold list", "one list query", 0.35, "on", lists),
  cold("cold page, no Cache API", "one query", 0.7, "memory", pages),
  cold("cold list, no Cache API", "one list query", 0.7, "memory", lists),
];

const words = ["thing", "fine", "vendor", "product", "number", "tag", "type", "product%2012"];

type Headers = Readonly<Record<string, string>>;

function cached(
  name: string,
  target: number,
  requests: () => readonly Step[],
  headersOf: (bench: Bench) => Promise<Headers> = named,
): Case {
  return {
    name,
    floorName: "hello",
    target,
    cache: "on",
    async open(bench) {
      const headers = await headersOf(bench);
      return {
        ours: () => bench.load(mixOf(bench.url, requests(), headers)),
        floor: floors.hello(bench),
        written: null,
      };
    },
  };
}

async function named({ shop }: Bench): Promise<Headers> {
  return { "X-Tenant": shop.slug };
}

const productsQuery = `{ products(first: 20) { nodes {
  title handle priceRange { min { amount currency } } variants { sku availability } images { url }
} } }`;

/** A query by its hash, as Apollo's clients send it. */
function extensionsOf(query: string): string {
  const sha256Hash = createHash("sha256").update(query).digest("hex");
  return `extensions=${encodeURIComponent(JSON.stringify({ persistedQuery: { version: 1, sha256Hash } }))}`;
}

/** Sends the query once with its text. */
async function persisted(bench: Bench): Promise<Headers> {
  const headers = await named(bench);
  const query = `query=${encodeURIComponent(productsQuery)}`;
  const answer = await fetch(`${bench.url}/graphql?${query}&${extensionsOf(productsQuery)}`, { headers });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return headers;
}

/** As a page in a browser reads: the key names the tenant, and is verified. */
async function publishableKey({ url, shop }: Bench): Promise<Headers> {
  const created = await fetch(`${url}/v1/admin/api-keys`, {
    method: "POST",
    headers: { Authorization: `Bearer ${shop.key}`, "Content-Type": "application/json" },
    body: JSON.stringify({ name: "Page", kind: "publishable" }),
  });
  const { apiKey } = z.object({ apiKey: z.string() }).parse(await created.json());
  return { Authorization: `Bearer ${apiKey}` };
}

function cold(
  name: string,
  floorName: "one query" | "one list query",
  target: number,
  cache: Case["cache"],
  requests: (bench: Bench) => Promise<readonly Step[]>,
): Case {
  return {
    name,
    floorName,
    target,
    cache,
    open: async (bench): Promise<Sides> => ({
      ours: eachOnce(mixOf(bench.url, await requests(bench), { "X-Tenant": bench.shop.slug }), bench.load),
      floor: floors[floorName](bench),
      written: null,
    }),
  };
}

/** Each product in each language. */
async function pages({ products, locales }: Bench): Promise<readonly Step[]> {
  return locales.flatMap((locale) =>
    Array.from({ length: products }, (_, index) =>
      get(`/v1/store/products/product-${index}?locale=${locale}`),
    ),
  );
}

/** The first page of the catalogue in each language and order, in several lengths: 30 products in the mean. */
async function lists({ locales }: Bench): Promise<readonly Step[]> {
  const lengths = Array.from({ length: 41 }, (_, index) => 10 + index);
  const sorts = ["newest", "title", "-title", "price", "-price"];
  return locales.flatMap((locale) =>
    ["", "&count=true", "&fields=card", "&fields=card&count=true"].flatMap((more) =>
      sorts.flatMap((sort) =>
        lengths.map((length) =>
          get(`/v1/store/products?locale=${locale}&sort=${sort}&limit=${length}${more}`),
        ),
      ),
    ),
  );
}
