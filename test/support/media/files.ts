import { env, exports } from "cloudflare:workers";
import { expect } from "vitest";
import * as z from "zod";
import type { Answer } from "../http/request.ts";
import { send } from "../http/request.ts";
import { type MintedTenant, mintTenant } from "../http/tenants.ts";

export const mediaShape = z.looseObject({ id: z.string(), url: z.string(), name: z.string() });

/** Sends a file as the body of a request. */
export async function upload(
  { adminKey: key }: Pick<MintedTenant, "adminKey">,
  bytes: Uint8Array | string,
  { name = "a", type = "application/octet-stream" } = {},
): Promise<Answer> {
  const headers = { "Content-Type": type };
  return send("post", `/v1/admin/media?name=${encodeURIComponent(name)}`, { key, headers, body: bytes });
}

/** A tenant with a file. */
export async function tenantWith(bytes: Uint8Array | string, name = "a") {
  const tenant = await mintTenant();
  const answer = await upload(tenant, bytes, { name });
  expect(answer.status, answer.text).toBe(201);
  return { tenant, file: mediaShape.parse(answer.body) };
}

/** Asks for a file as a browser does. */
export async function fetchFile(url: string, init: RequestInit = {}) {
  const response = await exports.default.fetch(`http://localhost${url}`, init);
  return {
    status: response.status,
    headers: response.headers,
    bytes: new Uint8Array(await response.arrayBuffer()),
  };
}

/** The keys of what is stored in R2. */
export async function storedKeys(prefix: string): Promise<readonly string[]> {
  const { objects } = await env.MEDIA.list({ prefix });
  return objects.map(({ key }) => key.slice(prefix.length));
}
