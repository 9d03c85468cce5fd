import { env } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { TenantReads } from "../../../durable-objects/reads.ts";
import { productBody, publishProduct } from "../../support/http/products.ts";
import { send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";

afterEach(() => vi.restoreAllMocks());

type Batch = D1DatabaseSession["batch"];

/** Watches the reads of product pages in D1. Each goes on when so many visitors wait at the read gates, or fails then. */
function watchPages({
  visitors,
  failing = false,
}: {
  readonly visitors: number;
  readonly failing?: boolean;
}) {
  const session: D1DatabaseSession = Object.getPrototypeOf(env.DB.withSession());
  const batch: Batch = session.batch;
  let pages = 0;
  let waiting = 0;
  const { read } = TenantReads.prototype;
  vi.spyOn(TenantReads.prototype, "read").mockImplementation(function (this: TenantReads, request) {
    waiting += 1;
    return read.call(this, request);
  });
  vi.spyOn(session, "batch").mockImplementation(async function (this: D1DatabaseSession, statements) {
    if (statements.some((one) => JSON.stringify(one).includes("product_handles AS h"))) {
      pages += 1;
      while (waiting < visitors) await scheduler.wait(1);
      if (failing) throw new Error("D1_ERROR: D1 DB is overloaded. Too many requests queued.");
    }
    return batch.call(this, statements);
  } as Batch);
  return { count: () => pages };
}

async function shopWith(products: number) {
  const tenant = await mintTenant();
  const handles: string[] = [];
  let token = "";
  for (let number = 0; number < products; number += 1) {
    const { handle, answer } = await publishProduct(send, tenant.adminKey, productBody(`Lamp ${number}`));
    handles.push(handle);
    token = answer.headers.get("Consistency-Token") ?? "";
  }
  // With the token, everything is projected.
  await send("get", "/v1/store/products", {
    headers: { "X-Tenant": tenant.slug, "Consistency-Token": token },
  });
  const visit = (handle: string) =>
    send("get", `/v1/store/products/${handle}`, { headers: { "X-Tenant": tenant.slug } });
  /** The statuses of many visits at the same time. */
  const rush = async (visits: number) => {
    const headers = { "X-Tenant": tenant.slug };
    const answers = Array.from({ length: visits }, async (_, number) => {
      const url = `http://localhost/v1/store/products/${handles[number % handles.length]}`;
      const response = await exports.default.fetch(url, { headers });
      await response.body?.cancel();
      return response.status;
    });
    return new Set(await Promise.all(answers));
  };
  return { tenant, handles, visit, rush };
}

describe("a hundred visitors at the same time", () => {
  it("of one page that nobody has read yet cost one query", async () => {
    const { rush } = await shopWith(1);
    const pages = watchPages({ visitors: 100 });
    expect(await rush(100)).toEqual(new Set([200]));
    expect(pages.count()).toBe(1);
  });

  it("of four pages cost four queries", async () => {
    const { rush } = await shopWith(4);
    const pages = watchPages({ visitors: 100 });
    expect(await rush(100)).toEqual(new Set([200]));
    expect(pages.count()).toBe(4);
  });

  it("cost one query also if it fails, and all are asked to come again", async () => {
    const { rush } = await shopWith(1);
    const pages = watchPages({ visitors: 100, failing: true });
    expect(await rush(100)).toEqual(new Set([503]));
    expect(pages.count()).toBe(1);
  });
});

describe("the cache of the storefront", () => {
  it("says what it did, and answers 304 to a visitor who has the page", async () => {
    const { visit, tenant } = await shopWith(1);
    const first = await visit("lamp-0");
    const second = await visit("lamp-0");
    expect(first.headers.get("Cache-Status")).toBe("rustok; fwd=miss; stored");
    expect(second.headers.get("Cache-Status")).toBe("rustok; hit");
    expect(second.text).toBe(first.text);
    const headers = { "X-Tenant": tenant.slug, "If-None-Match": second.headers.get("ETag") ?? "" };
    const third = await send("get", "/v1/store/products/lamp-0", { headers });
    expect([third.status, third.text]).toEqual([304, ""]);
  });

  it("sends from memory all the headers that the first answer had", async () => {
    const { visit } = await shopWith(1);
    const [first, second] = [await visit("lamp-0"), await visit("lamp-0")];
    const perRequest = ["cache-status", "server-timing", "traceparent", "x-request-id"];
    const fixed = (headers: Headers) => [...headers].filter(([name]) => !perRequest.includes(name));
    expect(fixed(second.headers)).toEqual(fixed(first.headers));
    expect([...second.headers.keys()]).toEqual([...first.headers.keys()]);
  });

  it("takes every way to ask for the same language and the same filters as one", async () => {
    const { tenant } = await shopWith(1);
    const ask = (query: string, language: string) =>
      send("get", `/v1/store/products?${query}`, {
        headers: { "X-Tenant": tenant.slug, "Accept-Language": language },
      });
    await ask("tag=a&tag=b&limit=5", "en");
    const same = await ask("limit=5&tag=b&tag=a", "fr-CH, fr;q=0.9, en;q=0.8");
    expect(same.headers.get("Cache-Status")).toBe("rustok; hit");
    const other = await ask("limit=6&tag=b&tag=a", "en");
    expect(other.headers.get("Cache-Status")).toContain("fwd=miss");
  });

  it("is not asked by callers with a credential, nor for later pages and many filters", async () => {
    const { tenant } = await shopWith(3);
    const ask = (query: string, key?: string) =>
      send("get", `/v1/store/products?${query}`, {
        headers: { "X-Tenant": tenant.slug },
        ...(key === undefined ? {} : { key }),
      });
    const first = await ask("limit=1");
    const { nextCursor } = first.body as { nextCursor: string };
    for (const query of [`limit=1&cursor=${encodeURIComponent(nextCursor)}`, "tag=a&vendor=b&type=c"])
      for (let time = 0; time < 2; time += 1)
        expect((await ask(query)).headers.get("Cache-Status"), query).toBe("rustok; fwd=bypass");
    const asStaff = await ask("limit=1", tenant.adminKey);
    expect(asStaff.headers.get("Cache-Status")).toBeNull();
  });

  it("keeps tenants apart that have the same handles", async () => {
    const [one, other] = await Promise.all([shopWith(1), shopWith(1)]);
    const [first, second] = [await one.visit("lamp-0"), await other.visit("lamp-0")];
    expect(Object(first.body).id).not.toBe(Object(second.body).id);
    expect(Object((await one.visit("lamp-0")).body).id).toBe(Object(first.body).id);
  });
});
