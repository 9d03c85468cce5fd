import type { ExecuteRequest } from "../../../durable-objects/write/transaction.ts";
import { createRandom } from "../../../local/node/random.ts";
import { anonymous, platformToken } from "../../../src/kernel/access/actor.ts";
import { newUlid } from "../../../src/kernel/values/id.ts";
import { type Dice, diceOf, weighed } from "./dice.ts";
import { openShop, type Shop } from "./shop.ts";
import { catalogueRequests } from "./specs/catalogue.ts";
import { groupRequests } from "./specs/groups.ts";
import { opsRequests } from "./specs/ops.ts";
import { optionRequests } from "./specs/options.ts";
import { orderRequests } from "./specs/orders.ts";
import { settingsRequests } from "./specs/settings.ts";
import type { RequestSpec, WeightedRequest } from "./specs/spec.ts";
import { stockRequests } from "./specs/stock.ts";

/** A request that a client sends one or more times. */
export interface Request {
  readonly spec: RequestSpec;
  readonly execute: ExecuteRequest;
  readonly sentAt: number;
  /** The first answer the client received. */
  answer: { readonly text: string; readonly seq: number | null } | null;
}

/** The clients of one tenant: what they know and what they have requested. */
export interface Clients {
  readonly shop: Shop;
  /** By correlation id, so that log checks can find the request behind an event. */
  readonly requestByCorrelation: Map<string, Request>;
  /** Requests with an Idempotency-Key, which may be sent again. The oldest are dropped. */
  readonly repeatable: Request[];
  /** Creates a request from a random number. */
  readonly spec: (number: number, now: number) => Request;
}

const specs: readonly WeightedRequest[] = [
  ...catalogueRequests,
  ...optionRequests,
  ...groupRequests,
  ...stockRequests,
  ...settingsRequests,
  ...opsRequests,
  ...orderRequests,
];
const day = 24 * 60 * 60 * 1000;
const mostRepeatable = 40;

export function createClients(): Clients {
  const clients: Clients = {
    shop: openShop(),
    requestByCorrelation: new Map(),
    repeatable: [],
    spec(number, now) {
      const dice = diceOf(createRandom(number));
      const spec = makeRequest(dice, clients.shop);
      const correlationId = newUlid(now, dice.random);
      const key = dice.chance(0.7) ? keyOf(dice, clients, correlationId) : undefined;
      const request: Request = {
        spec,
        execute: { ...envelope(dice, spec), correlationId, idempotency: key },
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

function makeRequest(dice: Dice, shop: Shop): RequestSpec {
  for (;;) {
    const spec = weighed(dice, specs)(dice, shop);
    if (spec !== null) return spec;
  }
}

/** Sometimes an actor without permission, or an outdated version. */
function envelope(dice: Dice, spec: RequestSpec) {
  const actor = spec.shopper === true || dice.chance(0.02) ? anonymous : platformToken;
  const version = spec.guarded === undefined ? null : spec.guarded.version - (dice.chance(0.2) ? 1 : 0);
  const ifMatch = version !== null && dice.chance(0.5) ? [`"${version}"`] : undefined;
  const address = `192.0.2.${dice.below(3)}`;
  return { command: spec.command, input: spec.input, actor, address, ifMatch };
}

/** Usually a new key, sometimes one that another request has used. */
function keyOf(dice: Dice, clients: Clients, correlationId: string) {
  const other = dice.chance(0.03) ? dice.oneOf(clients.repeatable) : undefined;
  const scope = other?.execute.idempotency?.scope ?? correlationId;
  return { scope, fingerprint: correlationId, retentionMs: day };
}

/** Whether the object must still remember the request. Older requests are never repeated. */
export function isRemembered(request: Request, now: number): boolean {
  return now < request.sentAt + day / 2;
}
