import type { Page } from "playwright-core";
import { beforeAll, expect, it, vi } from "vitest";
import { z } from "zod";
import { useRunning } from "../support/e2e/home.ts";
import { putOnSale } from "../support/http/carts.ts";
import type { MintedTenant } from "../support/http/minting.ts";
import { useBrowser } from "./support/browser.ts";
import { openSite } from "./support/site.ts";

const running = useRunning();
const open = useBrowser();

let shop: MintedTenant;
let site: string;

beforeAll(async () => {
  const { mintTenant, send } = running();
  shop = await mintTenant({ locales: ["en", "de"] });
  site = await openSite();
  await putOnSale(send, shop);
  const settings = { key: shop.adminKey, body: { corsOrigins: [site] } };
  expect((await send("patch", "/v1/admin/settings", settings)).status).toBe(200);
});

interface Journey {
  readonly orders: readonly string[];
  readonly status: string;
  readonly placed: string;
  readonly afterSignOut: number;
}

/** Registers, signs in, buys, looks at the own orders and signs out, as the script of a storefront on another origin does. */
function shopWithAccount(page: Page, host: string, email: string): Promise<Journey> {
  return page.evaluate(
    async ([url, address]) => {
      // The parts of the answers that a storefront uses.
      interface Answer {
        readonly id: string;
        readonly status: string;
        readonly accessToken: string;
        readonly refreshToken: string;
        readonly items: readonly {
          readonly id: string;
          readonly variants?: readonly { readonly id: string }[];
        }[];
      }
      const call = async (
        method: string,
        path: string,
        body?: unknown,
        more: Record<string, string> = {},
      ) => {
        const headers = { "Content-Type": "application/json", ...more };
        const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
        const response = await fetch(url + path, { ...init, headers });
        const text = await response.text();
        return { status: response.status, body: (text === "" ? {} : JSON.parse(text)) as Answer };
      };
      const account = { email: address, password: "correct horse battery" };
      const profile = { firstName: "Ada", locale: "de" };
      await call("POST", "/v1/auth/register", { ...account, ...profile });
      const { body: signedIn } = await call("POST", "/v1/auth/sign-in", account);
      const own = { Authorization: `Bearer ${signedIn.accessToken}` };
      const { body: list } = await call("GET", "/v1/store/products");
      const items = [{ variantId: list.items[0]?.variants?.[0]?.id, quantity: 1 }];
      const shippingAddress = { firstName: "Ada", country: "DE" };
      const key = { "Idempotency-Key": crypto.randomUUID() };
      const basket = { items, email: address, locale: "de", shippingAddress };
      const { body: placed } = await call("POST", "/v1/store/checkout", basket, { ...own, ...key });
      let orders: readonly string[] = [];
      for (let attempt = 0; attempt < 200 && orders.length === 0; attempt += 1) {
        const { body: page } = await call("GET", "/v1/store/orders", undefined, own);
        orders = page.items.map(({ id }) => id);
      }
      const { body: order } = await call("GET", `/v1/store/orders/${placed.id}`, undefined, own);
      await call("POST", "/v1/auth/sign-out", { refreshToken: signedIn.refreshToken });
      const { status: afterSignOut } = await call("POST", "/v1/auth/refresh", {
        refreshToken: signedIn.refreshToken,
      });
      return { orders, status: order.status, placed: placed.id, afterSignOut };
    },
    [host, email] as const,
  );
}

const mailbox = z.object({
  items: z.array(z.object({ to: z.string(), subject: z.string() })),
});

it("a shopper on another origin registers, signs in, buys, sees the order and signs out; the mails are in the shopper's language", async () => {
  const { send, platform } = running();
  const { page, complaints } = await open();
  await page.goto(site);
  const email = `${crypto.randomUUID()}@shop.example`;
  const journey = await shopWithAccount(page, `http://${shop.slug}.localhost:${platform.port}`, email);
  expect(journey).toMatchObject({ orders: [journey.placed], status: "confirmed", afterSignOut: 401 });
  // The browser tells of the refused refresh, and of nothing else.
  expect(complaints.filter((line) => !line.includes("401"))).toEqual([]);

  const mails = await vi.waitUntil(
    async () => {
      const answer = await send("get", "/v1/ops/mailbox?limit=100", { key: shop.adminKey });
      const own = mailbox.parse(answer.body).items.filter(({ to }) => to === email);
      return own.length >= 2 && own;
    },
    { timeout: 20_000, interval: 100 },
  );
  expect(mails.map(({ subject }) => subject).sort()).toEqual([
    expect.stringMatching(/^Bestätigen Sie Ihre E-Mail-Adresse/),
    expect.stringMatching(/^Ihre Bestellung #1001 ist bestätigt/),
  ]);
}, 60_000);
