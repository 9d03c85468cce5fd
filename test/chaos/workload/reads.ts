import { z } from "zod";
import type { Client } from "../client/client.ts";
import type { Ledger } from "../client/ledger.ts";
import { oneOf, type Shop, wasClosed } from "./shop.ts";

/** A question, and what is wrong with its answer where something is. */
export interface Question {
  readonly weight: number;
  readonly ask: (shop: Shop, client: Client) => Promise<string | null>;
}

const versioned = z.object({ id: z.string(), version: z.number() });
const numbered = z.object({ number: z.number() });
const listed = z.object({ items: z.array(versioned) });

/** What readers ask while everything breaks, and may rely on all the same. */
export const questions: readonly Question[] = [
  { weight: 4, ask: readsWhatWasWritten },
  { weight: 4, ask: listsWhatWasWritten },
  { weight: 2, ask: browsesTheStore },
  { weight: 2, ask: looksAtAnOrder },
];

/** Reading one thing asks the writer: it is never older than an answer that came before. */
async function readsWhatWasWritten(shop: Shop, client: Client): Promise<string | null> {
  const [id, known] = oneOf(shop.products, client.random) ?? [];
  if (id === undefined || known === undefined) return null;
  const answer = await client.read({ method: "GET", path: `/v1/admin/products/${id}` }, shop.adminKey);
  if (answer.kind === "lost") return null;
  if (answer.kind === "refused")
    return shop.doomed.has(id) ? null : `product ${id} was acknowledged, and is answered with ${answer.text}`;
  const { version } = versioned.parse(JSON.parse(answer.text));
  return version >= known.version ? null : `product ${id} went from ${known.version} back to ${version}`;
}

/** A list that is read with a write's token has that write, or says that it is behind. */
async function listsWhatWasWritten(shop: Shop, client: Client): Promise<string | null> {
  const [id, known] = oneOf(shop.products, client.random) ?? [];
  if (id === undefined || known === undefined || known.token === null || known.sku === null) return null;
  const answer = await client.read(
    {
      method: "GET",
      path: `/v1/admin/products?sku=${encodeURIComponent(known.sku)}`,
      headers: { "Consistency-Token": known.token },
    },
    shop.adminKey,
  );
  if (answer.kind === "lost" || shop.doomed.has(id)) return null;
  if (answer.kind === "refused") return `a list with a good token is answered with ${answer.text}`;
  const found = listed.parse(JSON.parse(answer.text)).items.find((item) => item.id === id);
  if (found === undefined) return `the list has no ${id}, in spite of its token`;
  return found.version >= known.version
    ? null
    : `the list has ${id} in version ${found.version}, its token is of version ${known.version}`;
}

async function browsesTheStore(shop: Shop, client: Client): Promise<string | null> {
  const path =
    oneOf(["/v1/store", "/v1/store/products?limit=10", "/v1/store/collections"], client.random) ?? "";
  const answer = await client.read({ method: "GET", path, headers: { "X-Tenant": shop.slug } }, null);
  return answer.kind === "refused" ? `${path} of ${shop.slug} is answered with ${answer.text}` : null;
}

/** Whoever placed an order sees it from then on. */
async function looksAtAnOrder(shop: Shop, client: Client): Promise<string | null> {
  const [id, known] = oneOf(shop.orders, client.random) ?? [];
  if (id === undefined || known === undefined) return null;
  const headers = { "X-Tenant": shop.slug, "X-Order-Token": known.accessToken };
  const answer = await client.read({ method: "GET", path: `/v1/store/orders/${id}`, headers }, null);
  if (answer.kind === "lost") return null;
  const same = answer.kind === "done" && numbered.parse(JSON.parse(answer.text)).number === known.number;
  return same ? null : `order ${known.number} was acknowledged, and is answered with ${answer.text}`;
}

/** Asks one question; a bad answer is written down. */
export async function askOne(question: Question, shop: Shop, client: Client, ledger: Ledger): Promise<void> {
  const [at, { restoring, restores }] = [Date.now(), shop];
  const complaint = await question.ask(shop, client);
  // A token of the former epoch is refused after a restore.
  const wasRestored = restoring || shop.restoring || shop.restores !== restores;
  if (complaint !== null && !wasClosed(shop, at) && !wasRestored) ledger.complaints.push(complaint);
}
