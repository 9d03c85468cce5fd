import { expect } from "vitest";
import { z } from "zod";
import { platformToken, send } from "./request.ts";

/** A tenant for one test, with keys of both roles. */
export interface MintedTenant {
  readonly id: string;
  readonly slug: string;
  readonly adminKey: string;
  readonly managerKey: string;
}

const created = z.object({ id: z.string(), slug: z.string(), apiKey: z.string() });

export async function mintTenant(more: Readonly<Record<string, unknown>> = {}): Promise<MintedTenant> {
  const slug = `shop-${crypto.randomUUID().slice(0, 13)}`;
  const body = {
    slug,
    name: "A shop",
    defaultCurrency: "USD",
    defaultLocale: "en",
    currencies: ["USD", "EUR"],
    locales: ["en", "de"],
    ...more,
  };
  const answer = await send("post", "/v1/platform/tenants", { key: platformToken, body });
  expect(answer.status).toBe(201);
  const { id, apiKey: adminKey } = created.parse(answer.body);
  return { id, slug, adminKey, managerKey: await mintKey(adminKey, "manager") };
}

/** A key of the tenant that another key belongs to. */
export async function mintKey(adminKey: string, role: "admin" | "manager"): Promise<string> {
  const answer = await send("post", "/v1/admin/api-keys", {
    key: adminKey,
    body: { name: `A ${role}`, role },
  });
  expect(answer.status).toBe(201);
  return z.object({ apiKey: z.string() }).parse(answer.body).apiKey;
}
