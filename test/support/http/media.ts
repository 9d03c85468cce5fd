import { expect } from "vitest";
import type { MintedTenant } from "./minting.ts";
import type { Send } from "./sender.ts";

/** A file that is so small that it has one part. */
export const partOfFile = "%PDF-1.7 a price list";

const headers = { "Content-Type": "application/octet-stream" };

/** A file. Returns its id. */
export async function uploadFile(send: Send, { adminKey: key }: MintedTenant): Promise<string> {
  const answer = await send("post", "/v1/admin/media?name=prices.pdf", { key, headers, body: partOfFile });
  expect(answer.status, answer.text).toBe(201);
  return String(Object(answer.body).id);
}

/** An upload without a part. */
export async function beginUpload(send: Send, { adminKey: key }: MintedTenant): Promise<string> {
  const body = { name: "prices.pdf", size: partOfFile.length };
  const answer = await send("post", "/v1/admin/media/uploads", { key, body });
  expect(answer.status, answer.text).toBe(201);
  return String(Object(answer.body).id);
}

/** An upload whose parts are all there. */
export async function sendParts(send: Send, tenant: MintedTenant): Promise<string> {
  const id = await beginUpload(send, tenant);
  const path = `/v1/admin/media/uploads/${id}/parts/1`;
  const answer = await send("put", path, { key: tenant.adminKey, headers, body: partOfFile });
  expect(answer.status, answer.text).toBe(200);
  return id;
}
