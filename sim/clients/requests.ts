import type { ExecuteRequest } from "../../durable-objects/transaction.ts";
import { createRandom } from "../../local/node/random.ts";
import { anonymous, platformToken } from "../../src/kernel/actor.ts";
import { newUlid } from "../../src/kernel/id.ts";
import { type Dice, diceOf, weighed } from "./dice.ts";
import { openShop, type Shop } from "./shop.ts";
import { catalogueWishes } from "./wishes/catalogue.ts";
import { groupWishes } from "./wishes/groups.ts";
import { opsWishes } from "./wishes/ops.ts";
import { orderWishes } from "./wishes/orders.ts";
import { settingsWishes } from "./wishes/settings.ts";
import { stockWishes } from "./wishes/stock.ts";
import type { WeighedWish, Wish } from "./wishes/wish.ts";

/** A request as a client sends it, perhaps more than once. */
export interface Request {
  readonly wish: Wish;
  readonly execute: ExecuteRequest;
  readonly sentAt: number;
  /** What the client was told the first time. */
  answer: { readonly text: string; readonly seq: number | null } | null;
}

/** The clients of one tenant: what they know, and what they have asked for. */
export interface Clients {
  readonly shop: Shop;
  /** By correlation: whoever judges the log can ask what an event was for. */
  readonly requestByCorrelation: Map<string, Request>;
  /** Sent with a key: those may be sent again. The oldest are forgotten. */
  readonly repeatable: Request[];
  /** A new request. The number decides what it is. */
  readonly wish: (number: number, now: number) => Request;
}

const wishes: readonly WeighedWish[] = [
  ...catalogueWishes,
  ...groupWishes,
  ...stockWishes,
  ...settingsWishes,
  ...opsWishes,
  ...orderWishes,
];
const day = 24 * 60 * 60 * 1000;
const mostRepeatable = 40;

export function createClients(): Clients {
  const clients: Clients = {
    shop: openShop(),
    requestByCorrelation: new Map(),
    repeatable: [],
    wish(number, now) {
      const dice = diceOf(createRandom(number));
      const wish = makeWish(dice, clients.shop);
      const correlationId = newUlid(now, dice.random);
      const key = dice.chance(0.7) ? keyOf(dice, clients, correlationId) : undefined;
      const request: Request = {
        wish,
        execute: { ...envelope(dice, wish), correlationId, idempotency: key },
        sentAt: now,
        answer: null,
      };
      clients.requestByCorrelation.set(correlationId, request);
      if (key?.scope === correlationId) clients.repeatable.push(request);
      if (clients.repeatable.length > mostRepeatable) clients.repeatable.shift();
      return request;
    },
  };
  return clients;
}

function makeWish(dice: Dice, shop: Shop): Wish {
  for (;;) {
    const wish = weighed(dice, wishes)(dice, shop);
    if (wish !== null) return wish;
  }
}

/** Now and then somebody who may not, and a version that may be old. */
function envelope(dice: Dice, wish: Wish) {
  const actor = wish.shopper === true || dice.chance(0.02) ? anonymous : platformToken;
  const version = wish.guarded === undefined ? null : wish.guarded.version - (dice.chance(0.2) ? 1 : 0);
  const ifMatch = version !== null && dice.chance(0.5) ? [`"${version}"`] : undefined;
  return { command: wish.command, input: wish.input, actor, ifMatch };
}

/** A key of its own mostly, sometimes one that another request has used. */
function keyOf(dice: Dice, clients: Clients, correlationId: string) {
  const other = dice.chance(0.03) ? dice.oneOf(clients.repeatable) : undefined;
  const scope = other?.execute.idempotency?.scope ?? correlationId;
  return { scope, fingerprint: correlationId, retentionMs: day };
}

/** Whether the object still has to know the request, should it come again: nobody repeats one that is older. */
export function isRemembered(request: Request, now: number): boolean {
  return now < request.sentAt + day / 2;
}
