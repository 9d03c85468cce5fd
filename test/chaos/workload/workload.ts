import type { Client } from "../client/client.ts";
import { checkRepeated } from "../client/repeat.ts";
import { type Action, chosenBy } from "./actions/action.ts";
import { backOfficeActions } from "./actions/back-office.ts";
import { catalogueActions, poisonAction } from "./actions/catalogue.ts";
import { groupActions } from "./actions/groups.ts";
import { operations } from "./actions/operations.ts";
import { orderActions } from "./actions/orders.ts";
import { shopperActions } from "./actions/shoppers.ts";
import { stockActions } from "./actions/stock.ts";
import { askOne, questions } from "./reads.ts";
import { oneOf, type Shop, wasClosed } from "./shop.ts";
import type { Town } from "./town.ts";

const actions: readonly Action[] = [
  ...catalogueActions,
  ...stockActions,
  ...groupActions,
  ...backOfficeActions,
  ...shopperActions,
  ...orderActions,
  ...operations,
  poisonAction,
];

/** One client's day: it writes, reads, and now and then sends again what it has sent before, until the time is over. */
export async function workUntil(name: string, client: Client, town: Town, until: number): Promise<void> {
  for (let count = 0; Date.now() < until; count += 1) {
    const shop = oneOf(town.shops, client.random);
    if (shop === undefined) throw new Error("no shop is open");
    const choice = client.random();
    if (choice < 0.15) await askOne(chosenBy(questions, client.random), shop, client, town.ledger);
    else if (choice < 0.2) await sendAgain(client, town);
    else await actOn(shop, client, town, `a-key-that-is-long-enough-for-shoppers-${name}-${count}`);
  }
}

/** A client does one thing to a shop. */
export async function actOn(shop: Shop, client: Client, town: Town, key: string): Promise<void> {
  const action = chosenBy(actions, client.random);
  const asked = action.ask(shop, client.random);
  if (asked === null) return;
  const { learn } = asked;
  const { as = "staff" } = asked;
  const credentials = {
    staff: () => credentialOf(shop, client),
    platform: () => town.platformToken,
    shopper: () => null,
  };
  const credential = credentials[as]();
  const intent = as === "staff" ? asked.intent : { ...asked.intent, headers: { "X-Tenant": shop.id } };
  const ask = {
    shop: shop.id,
    what: action.what,
    intent,
    key: intent.method === "POST" ? key : null,
    single: asked.several !== true,
  };
  const { write, outcome } = await client.write(ask, credential);
  if (outcome.kind !== "done") {
    // A key that was revoked after an attempt without an answer: nobody can say what became of that.
    const isUnknown = write.attempts.some((one) => one.outcome.kind === "lost");
    if (isUnknown && outcome.kind === "refused" && outcome.text.includes('"unauthenticated"')) asked.lose?.();
    return;
  }
  learn?.(outcome);
  if (write.key !== null && asked.repeatable !== false) town.sent.push({ write, credential });
}

/** Mostly the first key; at times one that was made, and may be revoked meanwhile. */
function credentialOf(shop: Shop, client: Client): string {
  return (client.random() < 0.2 ? oneOf(shop.apiKeys.values(), client.random) : undefined) ?? shop.adminKey;
}

/** The same request under the same key has the same answer, and no effect. */
async function sendAgain(client: Client, { ledger, sent, shops }: Town): Promise<void> {
  const past = oneOf(sent.slice(-2_000), client.random);
  if (past === undefined) return;
  const [at, shop] = [Date.now(), shops.find(({ id }) => id === past.write.shop)];
  const mayBeClosed = () => shop !== undefined && wasClosed(shop, at);
  await checkRepeated(client, ledger, past.write, past.credential, mayBeClosed);
}
