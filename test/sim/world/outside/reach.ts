import type { ExecuteRequest, ExecuteResult } from "../../../../durable-objects/write/transaction.ts";
import type { Random } from "../../../../src/kernel/values/id.ts";
import type { Result } from "../../../../src/kernel/values/result.ts";
import { createReactionBreakers } from "../../../../src/projection/reactions/breakers.ts";
import type { Outside } from "../../../../src/projection/reactions/outside.ts";
import type { Network } from "../network.ts";
import type { Process } from "../process.ts";
import type { Ask } from "../projector/log.ts";
import { type Arrival, eventIdIn, type OutsideWorld, type Place, places } from "./outside.ts";
import type { Timers } from "./timers.ts";

export interface Reach {
  readonly process: Process;
  readonly network: Network;
  readonly timers: Timers;
  readonly world: OutsideWorld;
  readonly askOf: (tenantId: string) => Ask;
  readonly now: () => number;
  readonly random: Random;
}

/** Access to the outside world over the simulated network. */
export function outsideOver(reach: Reach): Outside {
  const { process, network, timers, world, askOf, now, random } = reach;
  const send = (arrival: Arrival) =>
    network.call(process, `outside ${arrival.place}`, () => world.arrive(arrival));
  return {
    signer: constantSigner,
    secrets: constantSecrets,
    isLocal: false,
    mailer: (tenantId) => ({
      send: ({ text, idempotencyKey }) =>
        send({ place: "mail", tenantId, eventId: eventIdIn(idempotencyKey), body: text }),
    }),
    async fetch(url, { headers, body }) {
      const key = new Headers(headers).get("Idempotency-Key") ?? "";
      await send({
        place: placeOf(url),
        tenantId: tenantIn(headers),
        eventId: eventIdIn(key),
        body: String(body),
      });
      return new Response(null, { status: 204 });
    },
    execute: (tenantId, request: ExecuteRequest): Promise<ExecuteResult> =>
      askOf(tenantId)("execute", (core) => core.execute(request)),
    ask: (tenantId, query, input): Promise<Result<unknown>> =>
      askOf(tenantId)("ask", (core) => core.ask({ query, input, actor: { kind: "system" } })),
    files: { remove: async () => false, abandonParts: async () => undefined },
    eraseTenant: async () => false,
    startTimer: (ms) => timers.start(process, ms),
    breakerOf: createReactionBreakers(now, random),
  };
}

/** Real signatures take time that a simulation cannot repeat. */
const constantSigner: Outside["signer"] = {
  sign: async () => "signature",
  verify: async () => true,
  macs: async () => [{ keyId: "key", mac: new Uint8Array(32) }],
};

const constantSecrets: Outside["secrets"] = {
  sealStored: async (_purpose, _owner, text) => text,
  openStored: async (_purpose, _owner, text) => ({ text, isCurrent: true }),
  macWith: async () => new Uint8Array(32),
};

function placeOf(url: string): Place {
  const found = places.find((place) => url.includes(place));
  if (found === undefined) throw new Error(`no place at ${url}`);
  return found;
}

function tenantIn(headers: RequestInit["headers"]): string {
  return new Headers(headers).get("Tenant") ?? "";
}
