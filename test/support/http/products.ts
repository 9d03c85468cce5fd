import { expect } from "vitest";
import { z } from "zod";
import type { MintedTenant } from "./minting.ts";
import type { Answer, Send } from "./sender.ts";

/** The minimal body for a product. */
export function productBody(title: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    translations: [{ locale: "en", title }],
    variants: [{ prices: [{ amount: 1_000, currency: "USD" }] }],
    ...more,
  };
}

const identified = z.object({ id: z.string(), handle: z.string() });

/** Creates and publishes a product. Returns its id, its handle and the response to the last write. */
export async function publishProduct(
  send: Send,
  key: string,
  body: unknown,
): Promise<{ readonly id: string; readonly handle: string; readonly answer: Answer }> {
  const created = await send("post", "/v1/admin/products", { key, body });
  expect(created.status, created.text).toBe(201);
  const { id, handle } = identified.parse(created.body);
  const answer = await send("post", `/v1/admin/products/${id}/publish`, { key });
  expect(answer.status, answer.text).toBe(200);
  return { id, handle, answer };
}

const page = z.object({
  items: z.array(z.looseObject({ id: z.string() })),
  nextCursor: z.string().nullable(),
});
type Item = z.infer<typeof page>["items"][number];

/** Reads a whole list page by page. A callback may run between pages. */
export async function readAll(
  send: Send,
  path: string,
  sent: Parameters<Send>[2],
  between: () => Promise<unknown> = async () => undefined,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const next: string = cursor === "" ? path : withParameter(path, "cursor", cursor);
    const answer = await send("get", next, sent);
    expect(answer.status, answer.text).toBe(200);
    const read = page.parse(answer.body);
    items.push(...read.items);
    cursor = read.nextCursor;
    if (cursor !== null) await between();
  }
  return items;
}

export function withParameter(path: string, name: string, value: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}${name}=${encodeURIComponent(value)}`;
}

/** An import that runs as a job. */
export async function beginImport(
  send: Send,
  { adminKey: key }: MintedTenant,
  products: number,
): Promise<string> {
  const headers = { "Content-Type": "text/csv", Prefer: "respond-async" };
  const rows = Array.from({ length: products }, (_, index) => `lamp-${index},Lamp\n`);
  const body = `Handle,Title\n${rows.join("")}`;
  const answer = await send("post", "/v1/admin/imports/shopify-products", { key, headers, body });
  expect(answer.status, answer.text).toBe(202);
  return z.object({ id: z.string() }).parse(answer.body).id;
}

/** A location besides the first one. */
export async function makeLocation(send: Send, key: string): Promise<string> {
  const answer = await send("post", "/v1/admin/locations", { key, body: { name: "Outlet" } });
  return String(Object(answer.body).id);
}
