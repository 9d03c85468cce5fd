import { readModelName } from "../../../../src/kernel/delivery/subscription.ts";
import type { DeadLetterRef } from "../../../../src/kernel/operation/ports.ts";
import type { Random } from "../../../../src/kernel/values/id.ts";
import { consume } from "../../../../src/projection/consumer.ts";
import { type Breaker, createBreaker } from "../../../../src/projection/failures/breaker.ts";
import type { ProjectorDeps } from "../../../../src/projection/projector.ts";
import { replayDeadLetter } from "../../../../src/projection/replay.ts";
import { serve } from "../../../../src/projection/serve.ts";
import type { Process } from "../process.ts";
import type { Queue, QueuedMessage } from "../queue.ts";

/** Runs several projectors at a time. They share its memory and end with it. */
export interface Isolate {
  readonly index: number;
  /** Number of running consumers of one queue. */
  readonly works: (queue: QueueName) => number;
  /** Consumes messages of one queue as one batch. */
  consume(queue: QueueName, messages: readonly QueuedMessage[]): void;
  /** Brings a subscription up to date, or continues the tenant's rebuild if null. */
  serve(tenantId: string, subscription: string | null): Promise<void>;
  /** Projects a dead letter's event again. */
  replay(tenantId: string, deadLetter: DeadLetterRef): Promise<void>;
  /** Ends with all its work. Its replacement may run other code. */
  die(code?: Code): void;
}

/** Reactions have their own queue. */
export type QueueName = "events" | "reactions";

/** Two versions of the platform can be live at once. */
export type Code = "newest" | "older";

interface IsolateDeps {
  readonly depsOf: (process: Process, breaker: Breaker, code: Code) => ProjectorDeps;
  readonly queue: Queue;
  readonly now: () => number;
  readonly random: Random;
  readonly died: (process: Process) => void;
  /** A consumer must never throw. */
  readonly threw: (error: unknown) => void;
}

export function createIsolate(index: number, deps: IsolateDeps): Isolate {
  let epoch = begin("newest");
  function begin(code: Code) {
    const process: Process = { name: `isolate ${index}`, alive: true };
    const taken = new Set<QueuedMessage>();
    const callers = new Set<(error: Error) => void>();
    return {
      process,
      taken,
      callers,
      works: { events: 0, reactions: 0 },
      code,
      deps: deps.depsOf(process, createBreaker(deps.now, deps.random), code),
    };
  }
  /** Runs work until it is done or the isolate dies. */
  const work = async <Value>(
    body: (now: typeof epoch) => Promise<Value>,
    queue: QueueName = "events",
  ): Promise<Value> => {
    const mine = epoch;
    mine.works[queue] += 1;
    try {
      return await body(mine);
    } finally {
      mine.works[queue] -= 1;
    }
  };

  return {
    index,
    works: (queue) => epoch.works[queue],
    consume(queue, messages) {
      work(async ({ taken, deps: projector }) => {
        for (const message of messages) taken.add(message);
        const { batch, settled } = batchOf(messages);
        await consume(batch, projector);
        for (const message of messages) {
          taken.delete(message);
          const outcome = settled.get(message.id);
          if (outcome === undefined) deps.queue.comeAgain(message);
          else if (outcome !== "acknowledged") deps.queue.comeAgain(message, outcome.retryAfterMs);
        }
      }, queue).catch(deps.threw);
    },
    serve(tenantId, subscription) {
      const { callers } = epoch;
      return new Promise<void>((resolve, reject) => {
        callers.add(reject);
        const notified = {
          tenantId,
          subscription: subscription ?? readModelName,
          rebuild: subscription === null,
        };
        work<unknown>(({ deps: projector }) => serve(projector, notified))
          .then(() => resolve(), reject)
          .finally(() => callers.delete(reject));
      });
    },
    replay: (tenantId, deadLetter) =>
      work(async ({ deps: projector }) => {
        await replayDeadLetter(projector, tenantId, deadLetter, "simulated");
      }),
    die(code) {
      const { process, taken, callers } = epoch;
      process.alive = false;
      epoch = begin(code ?? epoch.code);
      for (const message of taken) deps.queue.comeAgain(message);
      for (const tell of callers) tell(new Error("the projector is gone"));
      deps.died(process);
    },
  };
}

/** A batch as the platform delivers it. Acks and retries count once the consumer has returned. */
function batchOf(messages: readonly QueuedMessage[]) {
  const settled = new Map<number, "acknowledged" | { readonly retryAfterMs: number }>();
  const settle = (id: number, outcome: "acknowledged" | { readonly retryAfterMs: number }) => {
    if (!settled.has(id)) settled.set(id, outcome);
  };
  const batch: MessageBatch = {
    queue: "rustok-events",
    messages: messages.map(({ id, body, attempts }) => ({
      id: String(id),
      timestamp: new Date(0),
      body,
      attempts,
      ack: () => settle(id, "acknowledged"),
      retry: (options) => settle(id, { retryAfterMs: (options?.delaySeconds ?? 0) * 1_000 }),
    })),
    metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } },
    ackAll() {
      for (const { id } of messages) settle(id, "acknowledged");
    },
    retryAll(options) {
      for (const { id } of messages) settle(id, { retryAfterMs: (options?.delaySeconds ?? 0) * 1_000 });
    },
  };
  return { batch, settled };
}
