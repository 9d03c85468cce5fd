import { expect } from "vitest";
import { z } from "zod";
import { platformToken, type Send } from "./sender.ts";

/** A tenant for one test, with API keys for both roles. */
export interface MintedTenant {
  readonly id: string;
  readonly slug: string;
  readonly adminKey: string;
  readonly managerKey: string;
}

const created = z.object({ id: z.string(), slug: z.string(), apiKey: z.string() });

/** Creates tenants through the API, as platform staff would. */
export function createMint(send: Send) {
  async function mintTenant(more: Readonly<Record<string, unknown>> = {}): Promise<MintedTenant> {
    const answer = await send("post", "/v1/platform/tenants", { key: platformToken, body: tenantBody(more) });
    expect(answer.status).toBe(201);
    const { id, slug, apiKey: adminKey } = created.parse(answer.body);
    return { id, slug, adminKey, managerKey: await mintKey(adminKey, "manager") };
  }

  /** Creates another key for the tenant that a key belongs to. */
  async function mintKey(adminKey: string, role: "admin" | "manager"): Promise<string> {
    const body = { name: `A ${role}`, role };
    const answer = await send("post", "/v1/admin/api-keys", { key: adminKey, body });
    expect(answer.status).toBe(201);
    return z.object({ apiKey: z.string() }).parse(answer.body).apiKey;
  }

  return { mintTenant, mintKey };
}

/** Creates a key that names the shop and gives no rights. */
export async function mintPublishableKey(send: Send, adminKey: string): Promise<string> {
  const body = { name: "A storefront", kind: "publishable" };
  const answer = await send("post", "/v1/admin/api-keys", { key: adminKey, body });
  expect(answer.status).toBe(201);
  return z.object({ apiKey: z.string() }).parse(answer.body).apiKey;
}

/** The body for creating a tenant with two languages and two currencies. */
export function tenantBody(more: Readonly<Record<string, unknown>> = {}) {
  return {
    slug: `shop-${crypto.randomUUID().slice(0, 13)}`,
    name: "A shop",
    defaultCurrency: "USD",
    defaultLocale: "en",
    currencies: ["USD", "EUR"],
    locales: ["en", "de"],
    ...more,
  };
}
