import { expect } from "vitest";
import type { MintedTenant } from "../http/minting.ts";
import type { Send } from "../http/sender.ts";

/** Request bodies of files. */
export const mediaExamples = {
  "post /v1/admin/media": () => ({ body: "%PDF-1.7 a price list" }),
  "patch /v1/admin/media/{id}": () => ({
    body: { name: "prices.pdf", translations: [{ locale: "en", alt: "Our prices", caption: "From May on" }] },
  }),
  "post /v1/admin/media/uploads": () => ({
    body: { name: "film.mp4", size: 30_000_000, mediaType: "video/mp4" },
  }),
  "put /v1/admin/media/uploads/{id}/parts/{number}": () => ({ body: partOfFile }),
};

/** How to make what paths of uploads name. */
export const mediaThings = {
  "/v1/admin/media/uploads/{id}/parts/{number}": async (send: Send, tenant: MintedTenant) =>
    `${await beginUpload(send, tenant)} 1`,
  "/v1/admin/media/uploads/{id}/complete": sendParts,
};

/** How to make what paths name that begin so. */
export const mediaFolders = {
  "/v1/admin/media": uploadFile,
  "/v1/admin/media/uploads": beginUpload,
};

/** A file that is so small that it has one part. */
const partOfFile = "%PDF-1.7 a price list";

const headers = { "Content-Type": "application/octet-stream" };

/** A file. Returns its id. */
async function uploadFile(send: Send, { adminKey: key }: MintedTenant): Promise<string> {
  const answer = await send("post", "/v1/admin/media?name=prices.pdf", { key, headers, body: partOfFile });
  expect(answer.status, answer.text).toBe(201);
  return String(Object(answer.body).id);
}

/** An upload without a part. */
async function beginUpload(send: Send, { adminKey: key }: MintedTenant): Promise<string> {
  const body = { name: "prices.pdf", size: partOfFile.length };
  const answer = await send("post", "/v1/admin/media/uploads", { key, body });
  expect(answer.status, answer.text).toBe(201);
  return String(Object(answer.body).id);
}

/** An upload whose parts are all there. */
async function sendParts(send: Send, tenant: MintedTenant): Promise<string> {
  const id = await beginUpload(send, tenant);
  const path = `/v1/admin/media/uploads/${id}/parts/1`;
  const answer = await send("put", path, { key: tenant.adminKey, headers, body: partOfFile });
  expect(answer.status, answer.text).toBe(200);
  return id;
}
