import type { SettledTasks } from "../../../durable-objects/reactions/claims.ts";
import type { Reaction, TaskReport } from "../../../src/kernel/delivery/reaction.ts";
import { createRegistry } from "../../../src/kernel/registry.ts";
import type { Envelope } from "../../../src/kernel/write/event.ts";
import { modules } from "../../../src/modules.ts";
import { storedSecrets } from "../../../src/platform/sealed.ts";
import { createKeyRing } from "../../../src/platform/signing.ts";
import type { ProjectorDeps, RunReport, TenantLog } from "../../../src/projection/projector.ts";
import { createReactionBreakers } from "../../../src/projection/reactions/breakers.ts";
import type { Outside } from "../../../src/projection/reactions/outside.ts";
import { runReaction } from "../../../src/projection/reactions/run-reaction.ts";
import { createClock } from "../../support/clock.ts";
import { notes } from "../../support/notes/index.ts";
import { tenantId } from "../given.ts";

const registry = createRegistry([...modules, notes]);

const unexpected = () => {
  throw new Error("nobody expected this call");
};

/**
 * The worker of one reaction, without a tenant's object: a test decides what the object hands out and answers, and what
 * the outside does.
 */
export function openWorker(
  react: Reaction["react"],
  events: readonly Envelope[] = [],
  outside: Partial<Outside> = {},
) {
  const clock = createClock();
  const breakerOf = createReactionBreakers(clock.now, () => 0.5);
  const reaction: Reaction = {
    name: "notes.calls",
    consumes: null,
    key: ({ aggregate }) => aggregate.id,
    react,
  };
  const waiting = events.map((event) => ({ event, claim: event.seq * 10 }));
  const claims: number[] = [];
  const settled: TaskReport[] = [];
  /** How many tasks each call reported. */
  const calls: number[] = [];
  const reports: RunReport[] = [];
  const batches: unknown[] = [];
  const timers: { readonly ms: number; stopped: boolean }[] = [];
  const object = {
    /** How many tasks the object hands out at once, at most. */
    atOnce: 100,
    answer: (_seq: number): SettledTasks["verdicts"][number] => null,
  };
  const hand = (limit: number) => waiting.splice(0, Math.min(limit, object.atOnce));
  const log: { -readonly [Name in "claimTasks" | "settleTasks"]: TenantLog[Name] } = {
    async claimTasks(_, limit) {
      claims.push(limit);
      return hand(limit);
    },
    async settleTasks(_, tasks, more) {
      settled.push(...tasks);
      calls.push(tasks.length);
      return { verdicts: tasks.map(({ claim }) => object.answer(claim / 10)), next: hand(more) };
    },
  };
  const deps: ProjectorDeps = {
    registry: { ...registry, reactionByName: new Map([[reaction.name, reaction]]) },
    readModel: {
      all: unexpected,
      async batch(statements) {
        batches.push(statements);
        return [];
      },
    },
    log: () => log as TenantLog,
    now: clock.now,
    random: () => 0.5,
    report: (run) => void reports.push(run),
    outside: {
      mailer: () => ({ send: async () => undefined }),
      signer: createKeyRing("the-signing-secret-of-all-the-tests"),
      secrets: storedSecrets(createKeyRing("the-signing-secret-of-all-the-tests")),
      isLocal: false,
      fetch: async () => new Response(null),
      execute: unexpected,
      ask: unexpected,
      files: { remove: unexpected, abandonParts: unexpected },
      eraseTenant: unexpected,
      startTimer(ms) {
        const timer = { ms, stopped: false };
        timers.push(timer);
        const { signal } = new AbortController();
        return {
          signal,
          over: new Promise(() => undefined),
          stop: () => Object.assign(timer, { stopped: true }),
        };
      },
      breakerOf,
      ...outside,
    },
  };
  return {
    ...{ clock, deps, log, reaction, object, waiting, claims, settled, calls, reports, batches, timers },
    instance: { name: reaction.name, reaction, target: null },
    breaker: breakerOf(tenantId, reaction.name).breaker,
    run: (name = reaction.name) => runReaction(deps, tenantId, name),
  };
}
