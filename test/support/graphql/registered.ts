import { expect } from "vitest";
import { z } from "zod";
import type { MintedTenant } from "../http/minting.ts";
import type { Send } from "../http/sender.ts";

const made = z.looseObject({ id: z.string() });
const listed = z.object({ items: z.array(made) });

/** A publishable key, and a query that is registered for it. Answers both ids. */
export async function makeQuery(send: Send, { adminKey: key }: MintedTenant): Promise<string> {
  const body = { name: "App", kind: "publishable", queries: "registered" };
  const { id } = made.parse((await send("post", "/v1/admin/api-keys", { key, body })).body);
  const queries = [{ name: "StoreName", query: "query StoreName { store { name } }" }];
  const answer = await send("post", `/v1/admin/api-keys/${id}/queries`, { key, body: { queries } });
  expect(answer.status, answer.text).toBe(200);
  return `${id} ${listed.parse(answer.body).items[0]?.id}`;
}
