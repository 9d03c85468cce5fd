import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { useRunning } from "../support/e2e/home.ts";
import { putOnSale } from "../support/http/carts.ts";
import type { MintedTenant } from "../support/http/minting.ts";
import { useBrowser } from "./support/browser.ts";
import { openSite } from "./support/site.ts";

const running = useRunning();
const open = useBrowser();

let shop: MintedTenant;
let allowed: string;
let stranger: string;

beforeAll(async () => {
  const { mintTenant, send } = running();
  shop = await mintTenant();
  [allowed, stranger] = await Promise.all([openSite(), openSite()]);
  await putOnSale(send, shop);
  const settings = { key: shop.adminKey, body: { corsOrigins: [allowed] } };
  expect((await send("patch", "/v1/admin/settings", settings)).status).toBe(200);
});

interface Answered {
  readonly id: string;
  readonly status: string;
  readonly accessToken: string;
  readonly items: readonly { readonly id: string; readonly variants?: readonly { readonly id: string }[] }[];
}

/** What the page of a storefront does, in its own script. */
async function buy(page: Page, store: string, tenant: string | null): Promise<unknown> {
  return page.evaluate(
    async ([url, name]) => {
      const headers = { "Content-Type": "application/json", ...(name === null ? {} : { "X-Tenant": name }) };
      const call = async (method: string, path: string, body?: unknown, more = {}) => {
        const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
        const response = await fetch(url + path, { ...init, headers: { ...headers, ...more } });
        // The parts of the store's answers that a storefront uses.
        const answer = (await response.json()) as Answered;
        return { location: response.headers.get("Location"), body: answer };
      };
      const { body: list } = await call("GET", "/products");
      const items = [{ variantId: list.items[0]?.variants?.[0]?.id, quantity: 1 }];
      const { location, body: cart } = await call("POST", "/carts", { items });
      const { body: options } = await call("GET", `/carts/${cart.id}/shipping-options`);
      await call("PATCH", `/carts/${cart.id}`, {
        email: "ada@shop.example",
        shippingAddress: { firstName: "Ada", country: "GB" },
        shippingOptionId: options.items[0]?.id,
      });
      const key = { "Idempotency-Key": crypto.randomUUID() };
      const { body: order } = await call("POST", `/carts/${cart.id}/complete`, {}, key);
      const token = { "X-Order-Token": order.accessToken };
      const { body: read } = await call("GET", `/orders/${order.id}`, undefined, token);
      return { location, status: read.status };
    },
    [store, tenant] as const,
  );
}

const byHost = () => `http://${shop.slug}.localhost:${running().platform.port}/v1/store`;
const byHeader = () => `${running().platform.url}/v1/store`;

describe("a page on an origin that the tenant allows", () => {
  it("lists products, fills a cart and orders, under the tenant's host", async () => {
    const { page, complaints } = await open();
    await page.goto(allowed);
    expect(await buy(page, byHost(), null)).toMatchObject({
      location: expect.stringContaining("/v1/store/carts/"),
      status: "confirmed",
    });
    expect(complaints).toEqual([]);
  });

  it("does so with X-Tenant, where the host names no tenant", async () => {
    const { page } = await open();
    await page.goto(allowed);
    expect(await buy(page, byHeader(), shop.slug)).toMatchObject({ status: "confirmed" });
  });

  it("reads a refusal, and can show what is wrong", async () => {
    const { page } = await open();
    await page.goto(allowed);
    const problem = await page.evaluate(async (url) => {
      const response = await fetch(`${url}/products?limit=0`);
      return { status: response.status, body: await response.json() };
    }, byHost());
    expect(problem).toMatchObject({ status: 400, body: { code: "validation-failed" } });
  });
});

describe("a page on an origin that the tenant doesn't allow", () => {
  it.each([
    ["under the tenant's host", byHost, () => null],
    ["with X-Tenant", byHeader, () => shop.slug],
  ])("is refused by the browser, %s", async (_, store, tenant) => {
    const { page, complaints } = await open();
    await page.goto(stranger);
    await expect(buy(page, store(), tenant())).rejects.toThrow("Failed to fetch");
    expect(complaints.join()).toContain("blocked by CORS policy");
  });

  it("can't create a cart either: the browser asks first", async () => {
    const { page, complaints } = await open();
    await page.goto(stranger);
    const post = page.evaluate(async (url) => {
      const headers = { "Content-Type": "application/json" };
      await fetch(`${url}/carts`, { method: "POST", headers, body: "{}" });
    }, byHost());
    await expect(post).rejects.toThrow("Failed to fetch");
    expect(complaints.join()).toContain("preflight");
  });
});
