import { expect } from "vitest";
import { z } from "zod";
import type { MintedTenant } from "../http/minting.ts";
import { productBody, publishProduct } from "../http/products.ts";
import { accountOf, type Send } from "../http/sender.ts";

const written = z.looseObject({ id: z.string(), status: z.string() });

/** A review by the tenant's customer, of a product of its own. Answers the product's handle and the review's id. */
async function reviewOf(send: Send, tenant: MintedTenant, more: object = {}) {
  const { handle } = await publishProduct(send, tenant.adminKey, productBody("Lamp"));
  const body = { author: { name: "Ada" }, body: "Bright, and easy to clean.", rating: 5, ...more };
  const path = `/v1/store/products/${handle}/reviews`;
  const answer = await send("post", path, { key: accountOf(tenant), body });
  expect(answer.status, answer.text).toBe(201);
  return { handle, ...written.parse(answer.body) };
}

/** A review that waits for a moderator. Answers its id. */
export async function pendingReview(send: Send, tenant: MintedTenant): Promise<string> {
  return (await reviewOf(send, tenant, { website: "https://robot.example" })).id;
}

/** A review that is shown, and that its author may still change. Answers the product's handle and its id. */
export async function makeReview(send: Send, tenant: MintedTenant): Promise<string> {
  const { handle, id, status } = await reviewOf(send, tenant);
  if (status === "pending") {
    const answer = await send("post", `/v1/admin/comments/${id}/approve`, { key: tenant.adminKey });
    expect(answer.status, answer.text).toBe(200);
  }
  return `${handle} ${id}`;
}

/** How to make what paths of reviews name. */
export const reviewThings = {
  "/v1/store/products/{handle}/reviews/{id}": makeReview,
  "/v1/store/products/{handle}/reviews/{id}/replies": makeReview,
  "/v1/store/products/{handle}/reviews/{id}/report": makeReview,
};

/** Valid requests of routes of reviews and comments. */
export const reviewExamples = {
  "post /v1/store/products/{handle}/reviews": () => ({
    body: {
      author: { name: "Ada" },
      body: "Bright, and easy to clean.\n\nThe cable could be longer.",
      rating: 4,
    },
  }),
  "patch /v1/store/products/{handle}/reviews/{id}": () => ({
    body: { body: "Bright, and easy to clean.", rating: 5 },
  }),
  "post /v1/admin/comments/decisions": async (_: unknown, tenant: MintedTenant, send: Send) => ({
    body: {
      items: [
        { id: await pendingReview(send, tenant), decision: "approve" },
        { id: await pendingReview(send, tenant), decision: "reject" },
      ],
    },
  }),
  "post /v1/admin/comments/{id}/hide": () => ({ after: ["approve"] }),
};

/** A review of a product that is there. Answers its id. */
export async function reviewShown(send: Send, tenant: MintedTenant, handle: string): Promise<string> {
  const body = { author: { name: "Ada" }, body: "Bright.", rating: 5 };
  const path = `/v1/store/products/${handle}/reviews`;
  const { id } = written.parse((await send("post", path, { key: accountOf(tenant), body })).body);
  const approved = await send("post", `/v1/admin/comments/${id}/approve`, { key: tenant.adminKey });
  expect(approved.status, approved.text).toBe(200);
  return id;
}
