import { expect } from "vitest";
import { z } from "zod";
import type { MintedTenant } from "./minting.ts";
import { productBody, publishProduct } from "./products.ts";
import { accountOf, type Send } from "./sender.ts";

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
