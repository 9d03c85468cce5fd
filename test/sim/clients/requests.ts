import { z } from "zod";
import type { ExecuteRequest } from "../../../durable-objects/write/transaction.ts";
import { createRandom } from "../../../local/node/random.ts";
import { type Actor, anonymous, platformToken } from "../../../src/kernel/access/actor.ts";
import { newUlid } from "../../../src/kernel/values/id.ts";
import { equal } from "../../../src/kernel/values/patch.ts";
import type { Wiring } from "../world/wiring.ts";
import { type Dice, diceOf, weighed } from "./dice.ts";
import { openShop, type Shop } from "./shop.ts";
import { catalogueRequests } from "./specs/catalogue.ts";
import { groupRequests } from "./specs/groups.ts";
import { opsRequests } from "./specs/ops.ts";
import { optionRequests } from "./specs/options.ts";
import { orderRequests } from "./specs/orders.ts";
import { promotionRequests } from "./specs/promotions.ts";
import { settingsRequests } from "./specs/settings.ts";
import type { RequestSpec, WeightedRequest } from "./specs/spec.ts";
import { stockRequests } from "./specs/stock.ts";
import { tenancyRequests } from "./specs/tenancy.ts";

/** A request that a client sends one or more times. */
export interface Request {
  readonly spec: RequestSpec;
  readonly execute: ExecuteRequest;
  sentAt: number;
  /** Who asks for what under which key, in the client's own words; null without a key. */
  readonly identity: string | null;
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
  /** The clock was ahead until now, and goes back. */
  readonly clockGoesBack: (from: number, to: number) => void;
  /** Whether another request has the same key, caller, command and target. */
  readonly sharesKey: (request: Request) => boolean;
}

const usual: readonly WeightedRequest[] = [
  ...catalogueRequests,
  ...optionRequests,
  ...groupRequests,
  ...stockRequests,
  ...settingsRequests,
  ...tenancyRequests,
  ...opsRequests,
  ...orderRequests,
  ...promotionRequests,
];
const day = 24 * 60 * 60 * 1000;
const mostRepeatable = 40;

export function createClients(
  tenantId: string,
  { scopeOf, requests }: Pick<Wiring, "scopeOf" | "requests">,
): Clients {
  const specs = [...usual, ...requests];
  const requestsByIdentity = new Map<string, number>();
  const clients: Clients = {
    shop: openShop(),
    requestByCorrelation: new Map(),
    repeatable: [],
    spec(number, now) {
      const dice = diceOf(createRandom(number));
      const other = dice.chance(0.03) ? dice.oneOf(clients.repeatable) : undefined;
      const { spec, actor } =
        other === undefined
          ? { spec: makeRequest(dice, clients.shop, specs) }
          : reuse(dice, clients.shop, specs, other);
      const correlationId = newUlid(now, dice.random);
      const sent = envelope(dice, spec, actor);
      const own = dice.chance(0.7) ? correlationId : null;
      const key = other === undefined ? own : keyIn(other);
      const named = {
        actor: sent.actor,
        tenantId,
        operation: spec.command,
        target: targetOf(spec),
        step: "",
      };
      const request: Request = {
        spec,
        execute: {
          ...sent,
          correlationId,
          idempotency:
            key === null
              ? undefined
              : {
                  scope: JSON.stringify(scopeOf({ ...named, key })),
                  fingerprint: correlationId,
                  retentionMs: day,
                },
        },
        sentAt: now,
        identity: key === null ? null : JSON.stringify({ ...named, key }),
        answer: null,
      };
      const { identity } = request;
      if (identity !== null) requestsByIdentity.set(identity, (requestsByIdentity.get(identity) ?? 0) + 1);
      clients.requestByCorrelation.set(correlationId, request);
      if (key === correlationId) clients.repeatable.push(request);
      if (clients.repeatable.length > mostRepeatable) clients.repeatable.shift();
      return request;
    },
    clockGoesBack(from, to) {
      const kept = clients.repeatable.filter((request) => isRemembered(request, from));
      clients.repeatable.splice(0, Number.POSITIVE_INFINITY, ...kept);
      // An answer of the clock that was ahead is stored for as long as any other.
      for (const request of kept) request.sentAt = Math.min(request.sentAt, to);
    },
    sharesKey: ({ identity }) => identity !== null && (requestsByIdentity.get(identity) ?? 0) > 1,
  };
  return clients;
}

function makeRequest(dice: Dice, shop: Shop, specs: readonly WeightedRequest[]): RequestSpec {
  for (;;) {
    const spec = weighed(dice, specs)(dice, shop);
    if (spec !== null) return spec;
  }
}

/** A request under the key of an earlier one: with another content, for another target, or by another caller. */
function reuse(
  dice: Dice,
  shop: Shop,
  specs: readonly WeightedRequest[],
  { spec, execute: { actor } }: Request,
): { readonly spec: RequestSpec; readonly actor: Actor } {
  if (dice.chance(0.3)) return { spec, actor };
  if (dice.chance(0.5)) return { spec, actor: staffKey };
  for (let tries = 0; tries < 200; tries += 1) {
    const another = makeRequest(dice, shop, specs);
    if (another.command === spec.command && !equal(targetOf(another), targetOf(spec)))
      return { spec: another, actor };
  }
  return { spec, actor };
}

/** An API key that every tenant has. */
const staffKey: Actor = { kind: "apiKey", id: "key_01J00000000000000000000000" };

function keyIn({ identity }: Request): string | null {
  return identity === null ? null : z.object({ key: z.string() }).parse(JSON.parse(identity)).key;
}

const parameters = z.object({
  id: z.string().optional(),
  productId: z.string().optional(),
  owner: z.string().optional(),
});

/** What the path of a request names. */
function targetOf({ input }: RequestSpec): unknown {
  const named = parameters.safeParse(input);
  return named.success ? named.data : {};
}

/** Sometimes an actor without permission, or an outdated version. */
function envelope(dice: Dice, spec: RequestSpec, reused: Actor | undefined) {
  const usual = spec.shopper === true || dice.chance(0.02) ? anonymous : platformToken;
  const actor = reused ?? usual;
  const version = spec.guarded === undefined ? null : spec.guarded.version - (dice.chance(0.2) ? 1 : 0);
  const ifMatch = version !== null && dice.chance(0.5) ? [`"${version}"`] : undefined;
  const address = `192.0.2.${dice.below(3)}`;
  return { command: spec.command, input: spec.input, actor, address, ifMatch };
}

/** Whether the object must still remember the request. Older requests are never repeated. */
export function isRemembered(request: Request, now: number): boolean {
  return now < request.sentAt + day / 2;
}
