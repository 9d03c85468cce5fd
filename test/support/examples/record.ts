import { expect } from "vitest";
import { z } from "zod";
import type { Example } from "../../../src/http/openapi/examples.ts";
import type { Route } from "../../../src/kernel/api/route.ts";
import type { Running } from "../e2e/home.ts";
import { putOnSale, readyCart } from "../http/carts.ts";
import { entitled } from "../http/entitled.ts";
import { exampleOf } from "../http/examples.ts";
import type { MintedTenant } from "../http/minting.ts";
import { placeOrder } from "../http/orders.ts";
import { type Answer, platformToken, type Send } from "../http/sender.ts";
import { isFleeting } from "../http/things.ts";
import { publishNodes } from "../magazine/content.ts";
import { heldPath, release } from "./held.ts";
import { normal } from "./normal.ts";

/** Runs an operation once, in a tenant of its own, and returns what was sent and answered. */
export async function recordExample(running: Running, route: Route): Promise<Example> {
  try {
    let attempts = 1;
    let example = await attemptExample(running, route);
    // A rebuild can be done before it is cancelled.
    for (; example === null && attempts < 10; attempts += 1) example = await attemptExample(running, route);
    return example ?? expect.fail(`${route.operationId} was too late ${attempts} times`);
  } finally {
    await release(running);
  }
}

/** Null if what is asked for is over already. */
async function attemptExample(running: Running, route: Route): Promise<Example | null> {
  const { send, mintTenant } = running;
  const tenant = await mintTenant({ name: "Demo shop" });
  if (route.method === "get" && !route.path.includes("{")) await fill(send, tenant);
  const example = await exampleOf(send, route, tenant);
  const { body } = example;
  const path = (await heldPath(running, route, tenant)) ?? example.path;
  if (path.endsWith("/movements"))
    await send("put", path.replace("/movements", ""), { key: tenant.adminKey, body: { stocked: 4 } });
  const query = new URLSearchParams(queryOf(route)).toString();
  const { headers, ...credential } = entitled(route, tenant);
  const ask = (more: Readonly<Record<string, string>> = {}) =>
    send(route.method, query === "" ? path : `${path}?${query}`, {
      ...credential,
      headers: { ...headers, ...more },
      body,
    });
  const answer = route.method === "get" ? await readWhenThere(ask) : await ask();
  if (isFleeting(route) && answer.status === 409) return null;
  const form = textFormOf(route, answer.status);
  // A feed may be JSON too: for the document it is a text.
  const isJson = Object(route.replies)[answer.status]?.schema !== undefined;
  expect(Object.keys(route.replies), answer.text).toContain(String(answer.status));
  return normal({
    status: answer.status,
    ...(body === undefined ? {} : { request: body }),
    ...(answer.text === "" ? {} : { answer: isJson ? (answer.body ?? answer.text) : answer.text }),
    ...(form === null ? {} : { text: firstLines((await ask({ Accept: form })).text) }),
  });
}

/** Two lines show what all of them are like: the first may be a heading. */
function firstLines(text: string): string {
  return text
    .split(/(?<=\n)/)
    .slice(0, 2)
    .join("");
}

/** The media type of the text that is answered instead of JSON to who asks for it. */
function textFormOf({ replies }: Route, status: number): string | null {
  const reply = Object.entries(replies).find(([one]) => Number(one) === status)?.[1];
  return reply?.schema === undefined ? null : (reply.mediaType ?? null);
}

/** A product without a variant, and what is said about it. */
export async function recordProblem({ send, mintTenant }: Running): Promise<Example> {
  const { adminKey: key } = await mintTenant();
  const body = { translations: [{ locale: "en", title: "Lamp" }], variants: [] };
  const { status, body: answer } = await send("post", "/v1/admin/products", { key, body });
  return normal({ status, answer });
}

/** The storefront and lists hear of a write a moment later. A list that stays empty is one of what goes wrong. */
async function readWhenThere(ask: () => Promise<Answer>): Promise<Answer> {
  const isThere = ({ status, text }: Answer) => status === 200 && !text.startsWith('{"items":[]');
  let answer = await ask();
  for (let attempt = 0; attempt < 20 && !isThere(answer); attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    answer = await ask();
  }
  return answer;
}

function queryOf({ method, query, path }: Route): Record<string, string> {
  if (method !== "get" || path.includes("{")) return {};
  const isLimited = query instanceof z.ZodObject && "limit" in query.shape;
  const question = path === "/v1/store/search" ? { q: "lights" } : {};
  return isLimited ? { ...question, limit: "1" } : {};
}

/** Something for every list. */
async function fill(send: Send, tenant: MintedTenant): Promise<void> {
  const { adminKey: key } = tenant;
  await placeOrder(send, tenant);
  await readyCart(send, tenant, [{ variantId: await putOnSale(send, tenant), quantity: 1 }]);
  for (const group of ["collections", "categories"])
    await send("post", `/v1/admin/${group}`, {
      key,
      body: { translations: [{ locale: "en", title: "Lights" }] },
    });
  await publishNodes(send, tenant);
  await send("post", "/v1/ops/relay", { key: platformToken, headers: { "X-Tenant": tenant.slug } });
}
