import { z } from "zod";
import { type Client, pause } from "../client/client.ts";
import type { Ledger } from "../client/ledger.ts";
import type { Plan } from "../faults/plan.ts";
import { oneOf, type Shop, wasClosed } from "../workload/shop.ts";
import type { Town } from "../workload/town.ts";
import { judgeSight, type Known, titleOf } from "./judge.ts";

/** The product that every shop has under the same handle, and whose title says whose it is and which change was the last. */
export interface ShopWindow extends Known {
  readonly shop: Shop;
  readonly productId: string;
  sent: number;
  readonly projected: { number: number; at: number }[];
}

const handle = "lamp";
const tag = "in-the-window";
/** The same in every shop. */
const paths = [
  `/v1/store/products/${handle}`,
  `/v1/store/products?tag=${tag}`,
  `/v1/store/products?q=lamp&tag=${tag}`,
] as const;

const product = z.looseObject({ id: z.string(), title: z.string(), handle: z.string() });
const page = z.looseObject({ items: z.array(product) });
const created = z.looseObject({ id: z.string() });

/** Puts a product into the window of each shop, changes it again and again, and looks at it through the cache. */
export async function watchWindows(
  town: Town,
  clients: { readonly staff: Client; readonly shoppers: readonly Client[] },
  plan: Plan,
  until: number,
): Promise<void> {
  const windows: ShopWindow[] = [];
  await Promise.all([
    changeWindows(town, windows, clients.staff, until),
    ...clients.shoppers.map((client) => lookAtWindows(town.ledger, windows, client, plan, until)),
  ]);
}

async function changeWindows(town: Town, windows: ShopWindow[], staff: Client, until: number): Promise<void> {
  for (let turn = 0; Date.now() < until; turn += 1) {
    const shop = town.shops[turn % Math.max(1, town.shops.length)];
    const known = windows.find((one) => one.shop === shop);
    if (shop !== undefined && known === undefined) await openWindow(shop, windows, staff);
    else if (known !== undefined) await changeWindow(town.ledger, known, staff);
    await pause(60);
  }
}

async function openWindow(shop: Shop, windows: ShopWindow[], staff: Client): Promise<void> {
  const ask = { shop: shop.id, what: "fill the shop window", single: true };
  const body = {
    translations: [{ locale: "en", title: titleOf(shop.slug, 1), handle }],
    tags: [tag],
    variants: [{ prices: [{ amount: 500, currency: "USD" }] }],
  };
  const path = "/v1/admin/products";
  const key = `a-key-of-the-shop-window-of-${shop.slug}`;
  const { outcome } = await staff.write(
    { ...ask, key, intent: { method: "POST", path, body } },
    shop.adminKey,
  );
  if (outcome.kind !== "done") return;
  const { id } = created.parse(JSON.parse(outcome.text));
  const publish = { method: "POST", path: `${path}/${id}/publish` } as const;
  const shown = await staff.write({ ...ask, key: `${key}-shown`, intent: publish }, shop.adminKey);
  if (shown.outcome.kind !== "done") return;
  windows.push({ shop, slug: shop.slug, productId: id, sent: 1, projected: [] });
}

/** The next title. A shopper who sends the token of the change sees it at once. */
async function changeWindow(ledger: Ledger, known: ShopWindow, staff: Client): Promise<void> {
  const { shop, productId } = known;
  known.sent += 1;
  const number = known.sent;
  const translations = [{ locale: "en", title: titleOf(shop.slug, number) }];
  const intent = {
    method: "PATCH",
    path: `/v1/admin/products/${productId}`,
    body: { translations },
  } as const;
  const ask = { shop: shop.id, what: "change the shop window", key: null, single: true, intent };
  const { outcome } = await staff.write(ask, shop.adminKey);
  if (outcome.kind !== "done" || outcome.token === null || staff.random() < 0.7) return;
  const { restores, restoring } = shop;
  const headers = { "X-Tenant": shop.slug, "Consistency-Token": outcome.token };
  const sentAt = Date.now();
  const seen = await staff.read({ method: "GET", path: paths[0], headers }, null);
  if (seen.kind !== "done" || wasClosed(shop, sentAt) || restoring || shop.restores !== restores) return;
  const title = titleIn(seen.text);
  if (numberOf(title) < number)
    ledger.complaints.push(`${shop.slug} shows ${title} to a shopper who has the token of ${number}`);
}

async function lookAtWindows(
  ledger: Ledger,
  windows: readonly ShopWindow[],
  client: Client,
  plan: Plan,
  until: number,
): Promise<void> {
  while (Date.now() < until) {
    const known = oneOf(windows, client.random);
    if (known !== undefined) await lookOnce(ledger, known, client, plan);
    await pause(20);
  }
}

async function lookOnce(ledger: Ledger, known: ShopWindow, client: Client, plan: Plan): Promise<void> {
  const { shop } = known;
  // Whoever shows a credential gets what the read model has.
  const isDirect = client.random() < 0.25;
  const path = isDirect ? paths[0] : (oneOf(paths, client.random) ?? paths[0]);
  const sentAt = Date.now();
  const headers = { "X-Tenant": shop.slug };
  const answer = await client.read({ method: "GET", path, headers }, isDirect ? shop.adminKey : null);
  if (answer.kind === "lost") return;
  const isAbsent = answer.kind === "refused" && answer.status === 404;
  if (answer.kind === "refused" && !isAbsent) return;
  const title = isAbsent ? null : titleIn(answer.text);
  if (isDirect) {
    const number = numberOf(title);
    if (number > (known.projected.at(-1)?.number ?? 0)) known.projected.push({ number, at: Date.now() });
    return;
  }
  const { cache } = answer;
  ledger.sights.set(cache ?? "no cache", (ledger.sights.get(cache ?? "no cache") ?? 0) + 1);
  const complaint = judgeSight({ sentAt, cache, title }, known, plan);
  if (complaint !== null) ledger.complaints.push(`${path}: ${complaint}`);
}

function titleIn(text: string): string | null {
  const answer: unknown = JSON.parse(text);
  const list = page.safeParse(answer);
  if (!list.success) return product.parse(answer).title;
  return list.data.items.find((item) => item.handle === handle)?.title ?? null;
}

function numberOf(title: string | null): number {
  return Number(/ no (\d+)$/.exec(title ?? "")?.[1] ?? 0);
}
