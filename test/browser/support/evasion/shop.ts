import { expect } from "vitest";
import { z } from "zod";
import { shopperOf } from "../../../support/http/carts.ts";
import type { MintedTenant } from "../../../support/http/minting.ts";
import { evasiveDrawings } from "./drawings.ts";
import { forEach, type Writer } from "./writers.ts";

const path = "/v1/admin/products";
const sold = z.looseObject({ variants: z.array(z.looseObject({ id: z.string() })) });

/** Products that say something in every place that takes a text or an address. Answers what the store says of them. */
export async function writeProducts(
  writer: Writer,
  texts: readonly string[],
  links: readonly string[],
): Promise<unknown[]> {
  const described = await forEach(texts, (text, at) => {
    const title = text.trim().slice(0, 500) || "x";
    const words = { locale: "en", title, subtitle: title, handle: `evasion-${at}`, description: text };
    return answered(writer, `evasion-${at}`, { translations: [words], vendor: title.slice(0, 100) });
  });
  const pictured = await forEach(links, (url, at) => {
    const words = { locale: "en", title: "x", handle: `pictured-${at}` };
    return answered(writer, words.handle, { translations: [words], images: [{ url, alt: url }] });
  });
  const groups = await forEach(texts, async (text, at) => {
    const handle = `evasion-${at}`;
    const body = { translations: [{ locale: "en", title: "x", handle, description: text }] };
    const made = await writer.attempt("post", "/v1/admin/collections", body);
    if (made === null) return null;
    const token = { "Consistency-Token": made.headers.get("Consistency-Token") ?? "" };
    return (await writer.read(`/v1/store/collections/${handle}`, token)).body;
  });
  return [...described, ...pictured, ...groups];
}

async function answered(writer: Writer, handle: string, product: object): Promise<unknown> {
  const variants = [{ prices: [{ amount: 1_000, currency: "USD" }], stocked: 10 }];
  const made = await writer.attempt("post", path, { ...product, variants });
  if (made === null) return null;
  const token = await writer.publish(path, made);
  return (await writer.read(`/v1/store/products/${handle}`, token)).body;
}

/** Comments and reviews of guests, and what they send with a form. Answers what the store and the staff read. */
export async function writeComments(writer: Writer, texts: readonly string[]): Promise<unknown[]> {
  const { key, send } = writer;
  const subjects = ["/v1/store/posts/evasion-0/comments", "/v1/store/products/evasion-0/reviews"];
  const written = subjects.flatMap((subject) => texts.map((text) => ({ subject, text })));
  const comments = await forEach(written, async ({ subject, text }, at) => {
    const author = { name: text.trim().slice(0, 100) || "x", email: `ada-${at}@shop.example` };
    const answer = await send("post", subject, {
      key,
      headers: writer.headers,
      body: { author, body: text },
    });
    expect(answer.status, answer.text).toBe(201);
    return answer.body;
  });
  const ids = comments.map((comment) => z.looseObject({ id: z.string() }).parse(comment).id);
  const items = ids.map((id) => ({ id, decision: "approve" }));
  const decided = await writer.write("post", "/v1/admin/comments/decisions", { items });
  const token = { "Consistency-Token": decided.headers.get("Consistency-Token") ?? "" };
  const lists = await Promise.all(subjects.map((subject) => writer.read(`${subject}?limit=100`, token)));
  const staff = await send("get", "/v1/admin/comments?limit=100", { key, headers: token });
  return [...comments, ...lists.map(({ body }) => body), staff.body];
}

/** Drawings, and files with names that are texts. Answers the files that were taken. */
export async function uploadFiles(writer: Writer, names: readonly string[]) {
  const files = [
    ...evasiveDrawings.map((body) => ({ body, name: "drawing.svg" })),
    ...names.map((name) => ({ body: "<svg xmlns='http://www.w3.org/2000/svg'><circle r='1'/></svg>", name })),
  ];
  const taken = await forEach(files, async ({ body, name }) => {
    const to = `/v1/admin/media?name=${encodeURIComponent(name.slice(0, 200))}`;
    const headers = { "Content-Type": "application/octet-stream" };
    const answer = await writer.send("post", to, { key: writer.key, headers, body });
    if (answer.status === 201) return z.looseObject({ url: z.string() }).parse(answer.body);
    expect([400, 415, 422], answer.text).toContain(answer.status);
    return null;
  });
  return taken.filter((file) => file !== null);
}

/** Orders of products with such titles, by somebody with such a name. Answers how many. */
export async function placeOrders(
  writer: Writer,
  shop: MintedTenant,
  texts: readonly string[],
  products: readonly unknown[],
): Promise<number> {
  const variants = products.flatMap((product) => sold.safeParse(product).data?.variants[0]?.id ?? []);
  const orders = Math.ceil(variants.length / perOrder);
  for (let order = 0; order < orders; order += 1) {
    const name = texts[order]?.slice(0, 80) ?? "x";
    const shippingAddress = { firstName: name, lastName: name, city: name, country: "GB" };
    const chosen = variants.slice(order * perOrder, (order + 1) * perOrder);
    const items = chosen.map((variantId) => ({ variantId, quantity: 1 }));
    const answer = await writer.send("post", "/v1/store/checkout", {
      headers: { ...writer.headers, "Idempotency-Key": crypto.randomUUID() },
      body: { ...shopperOf(shop), shippingAddress, items },
    });
    expect(answer.status, answer.text).toBe(201);
  }
  return orders;
}

const perOrder = 40;
