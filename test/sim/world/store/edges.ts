import type { StoredAnswer } from "../../../../src/http/cache/answer.ts";
import { type EdgeDeps, type Found, readThrough } from "../../../../src/http/cache/edge.ts";
import { createIsolateCache } from "../../../../src/http/cache/isolate/isolate-cache.ts";
import type { Random } from "../../../../src/kernel/values/id.ts";
import type { Process } from "../process.ts";
import type { Wiring } from "../wiring.ts";
import { createSimulatedGate, type GateParts, type SimulatedGate } from "./gates.ts";
import { shopOf, storeRead } from "./reads.ts";

/** The Workers of one data center that answer shoppers. */
export const edges = 2;

/** What happened on the way of a request, beside its answer. */
export interface Way {
  /** The read gate failed, or refused. */
  gateFailed: boolean;
}

/** A Worker that answers shoppers: the cache of its isolate, in front of the data center's and the tenants' gates. */
export interface Edge {
  visit(tenantId: string, which: number, way: Way): Promise<Found>;
  die(): void;
}

/** The edges of one data center, and the read gates of all tenants. */
export interface Store {
  readonly edges: readonly Edge[];
  readonly gateOf: (tenantId: string) => SimulatedGate;
  /** The data center's cache drops everything. */
  forget(): void;
}

/** Hears of the questions about changes that an edge asks. */
export interface Listener {
  asked(edge: number, tenantId: string): number;
  answered(edge: number, tenantId: string, question: number, succeeded: boolean): void;
  restarted(edge: number): void;
}

export interface StoreParts extends GateParts {
  readonly wiring: Wiring;
  readonly random: Random;
}

export function createStore(count: number, parts: StoreParts, listener: Listener): Store {
  const shared = new Map<string, string>();
  const gates = new Map<string, SimulatedGate>();
  const gateOf = (tenantId: string) => {
    const gate = gates.get(tenantId) ?? createSimulatedGate(`gate ${gates.size}`, parts);
    gates.set(tenantId, gate);
    return gate;
  };
  return {
    gateOf,
    edges: Array.from({ length: count }, (_, index) => createEdge(index, parts, shared, gateOf, listener)),
    forget: () => shared.clear(),
  };
}

function createEdge(
  index: number,
  parts: StoreParts,
  shared: Map<string, string>,
  gateOf: Store["gateOf"],
  listener: Listener,
): Edge {
  const { network, line, now, random, wiring, registry } = parts;
  const begin = () => {
    const process: Process = { name: `edge ${index}`, alive: true };
    const call = <Value>(label: string, run: () => Value | Promise<Value>) => line(process, label, run);
    return { process, call, cache: createIsolateCache() };
  };
  let life = begin();
  const depsOf = ({ call, cache }: typeof life, way: Way): EdgeDeps => ({
    cache,
    colo: {
      async match(key) {
        const text = await call("colo match", () => shared.get(key)).catch(() => undefined);
        // It was written below.
        return text === undefined ? null : (JSON.parse(text) as StoredAnswer);
      },
      put: (key, answer) => call("colo put", () => void shared.set(key, JSON.stringify(answer))),
    },
    gate: {
      async read(request) {
        const { id } = request.tenant;
        const answer = await call("gate read", () => gateOf(id).read(request)).catch((error: unknown) => {
          way.gateFailed = true;
          throw error;
        });
        if ("refusal" in answer) way.gateFailed = true;
        return structuredClone(answer);
      },
      async changes(tenantId) {
        const question = listener.asked(index, tenantId);
        const tell = (succeeded: boolean) => listener.answered(index, tenantId, question, succeeded);
        const asked = call("gate changes", () => gateOf(tenantId).changes(tenantId));
        asked.then(
          (answer) => tell(answer !== null),
          () => tell(false),
        );
        return structuredClone(await asked);
      },
    },
    now,
    random,
    background: () => undefined,
    report: () => undefined,
  });
  return {
    visit(tenantId, which, way) {
      const tenant = shopOf(tenantId);
      const canonical = wiring.canonical(storeRead(registry, tenant, which));
      return readThrough(wiring.edgeDeps(depsOf(life, way)), tenant, canonical);
    },
    die() {
      life.process.alive = false;
      network.forget(life.process);
      listener.restarted(index);
      life = begin();
    },
  };
}
