import { createGate, type Filled, type Gate } from "../../../../durable-objects/reads/gate.ts";
import { type StoredAnswer, sizeOf } from "../../../../src/http/cache/answer.ts";
import { requestOf, reuseOf } from "../../../../src/http/cache/canonical.ts";
import type { GateAnswer, GateRequest, ReadGate } from "../../../../src/http/cache/gate.ts";
import type { ReportedChanges } from "../../../../src/http/cache/isolate/changes.ts";
import type { Tenant } from "../../../../src/kernel/access/tenant.ts";
import { refusal } from "../../../../src/kernel/api/problem.ts";
import type { Registry } from "../../../../src/kernel/registry.ts";
import type { ReadModel } from "../../../../src/kernel/storage/storage.ts";
import { ok } from "../../../../src/kernel/values/result.ts";
import { readChangedTags } from "../../../../src/projection/positions/cache-tags.ts";
import { positionedReads } from "../../../../src/projection/positions/positioned-reads.ts";
import type { Database } from "../database/read-model.ts";
import type { Network } from "../network.ts";
import type { Timers } from "../outside/timers.ts";
import type { Process } from "../process.ts";
import type { Line } from "./line.ts";

/** A tenant's read gate, which can be evicted: it forgets its answers, and its callers get none. */
export interface SimulatedGate extends ReadGate {
  evict(): void;
}

export interface GateParts {
  readonly registry: Registry;
  readonly network: Network;
  readonly line: Line;
  readonly database: Database;
  readonly timers: Timers;
  readonly now: () => number;
}

type Answers = Gate<Filled & { readonly stored: StoredAnswer }>;
type Changes = Gate<Filled & Pick<ReportedChanges, "changes"> & { readonly filledAt: number }>;

/** The gate of a tenant, as `durable-objects/reads.ts` has eight of. */
export function createSimulatedGate(name: string, parts: GateParts): SimulatedGate {
  const { network, line, database, timers, now, registry } = parts;
  const begin = () => {
    const process: Process = { name, alive: true };
    const deps = { wait: (ms: number) => timers.start(process, ms).over };
    const model: ReadModel = {
      all: (statement) => line(process, "d1 read", () => database.all(statement)),
      batch: (statements) => line(process, "d1 read", () => database.batch(statements)),
    };
    const answers: Answers = createGate(deps);
    const changes: Changes = createGate({ ...deps, keptMs: 500 });
    return { process, model, answers, changes, callers: new Set<(error: Error) => void>() };
  };
  let life = begin();
  /** What a caller waits for. It ends with the gate. */
  const serving = <Value>(body: (mine: typeof life) => Promise<Value>): Promise<Value> => {
    const { callers } = life;
    return new Promise((resolve, reject) => {
      callers.add(reject);
      body(life)
        .then(resolve, reject)
        .finally(() => callers.delete(reject));
    });
  };
  return {
    read: ({ key, tenant, read, needed }) =>
      serving(async ({ answers, model }): Promise<GateAnswer> => {
        const filled = await answers.read(key, needed, async () => {
          const stored = await answerOf(registry, model, tenant, read, now());
          return { stored, revision: stored.revision.revision, bytes: sizeOf(stored) };
        });
        return filled === null
          ? overloaded
          : { ...none, stored: filled.filled.stored, collapsed: filled.collapsed };
      }),
    changes: (tenantId) =>
      serving(async ({ changes, model }) => {
        const filled = await changes.read("changes", 0, async () => {
          const filledAt = now();
          return { changes: await readChangedTags(model, tenantId), filledAt, revision: 0, bytes: 0 };
        });
        return filled === null
          ? null
          : { changes: filled.filled.changes, ageMs: now() - filled.filled.filledAt };
      }),
    evict() {
      const { process, callers } = life;
      process.alive = false;
      life = begin();
      for (const tell of callers) tell(new Error("Network connection lost."));
      network.forget(process);
      timers.forget(process);
    },
  };
}

const none = { roundTrips: { d1: 0, objects: 0 } };
const overloaded: GateAnswer = {
  ...none,
  collapsed: false,
  refusal: refusal("overloaded", "The read model can't answer right now."),
};

/** Reads an answer and what it was made from. Its text is the operation's answer, because nothing needs its headers. */
export async function answerOf(
  registry: Registry,
  model: ReadModel,
  tenant: Tenant,
  read: GateRequest["read"],
  filledAt: number,
): Promise<StoredAnswer> {
  const route = registry.routeById.get(read.operationId);
  const { operation } = route ?? {};
  if (route === undefined || operation?.kind !== "view") throw new Error(`no view is ${read.operationId}`);
  const input = route.inputOf?.(requestOf(read));
  const reads = positionedReads(model, tenant.id);
  const context = {
    tenantId: tenant.id,
    tenant: async () => ok(tenant),
    requestedLocales: [],
    customerId: null,
    extent: "any",
    extentOf: () => null,
    modules: [],
  } as const;
  const answer = await operation.run(reads.model, input, context);
  const revision = reads.revision();
  if (revision === null) throw new Error(`${read.operationId} reads nothing`);
  return {
    content: answer.ok
      ? { status: 200, headers: {}, body: JSON.stringify(answer.value) }
      : { refusal: answer.refusal },
    filledAt,
    revision,
    tags: reuseOf(route)?.tags(input, answer.ok ? answer.value : null) ?? [],
  };
}

/** What a shopper sees of an answer. */
export function textOf({ content }: StoredAnswer): string {
  return "refusal" in content ? content.refusal.code : (content.body ?? "");
}
