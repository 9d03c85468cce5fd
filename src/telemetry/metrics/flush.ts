import { isWithin } from "../../kernel/clock.ts";
import type { Delta, Deltas } from "./deltas.ts";

/** How long an isolate counts before it hands over. */
export const flushAfterMs = 5_000;
/** A flush that has not ended by then was cut off with the request that it belonged to. */
const lostAfterMs = 60_000;

/** What an isolate hands over at once. */
export interface Batch {
  /** The isolate's random id. */
  readonly isolate: string;
  /** Grows with each batch of the isolate. A batch that is sent again has the same number. */
  readonly number: number;
  readonly deltas: readonly Delta[];
  /** Tenants that have done something, the first 200. The others are named by a later batch, if they do more. */
  readonly tenants: readonly string[];
}

interface FlushDeps {
  readonly deltas: Pick<Deltas, "isEmpty" | "take">;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
  readonly newId: () => string;
  /** Called when a batch could not be handed over. It is kept. */
  readonly failed: (error: unknown) => void;
}

/** Hands over what there is to hand over, a while from now. Does nothing while that is pending. */
export interface Flush {
  later(send: Send, background: Background): void;
  /** Hands over at once, but no more often than the others do. */
  now(send: Send): Promise<void>;
}

type Send = (batch: Batch) => Promise<void>;

/** A request, or an object, that may go on working after its answer. */
export interface Background {
  waitUntil(work: Promise<void>): void;
}

/**
 * Creates the flush of an isolate. Each sends one batch, so that an object that flushes ends soon: after a failure what came
 * since goes with the next. Its memory holds plain data only, because each flush runs within the request that began it,
 * and ends with that at the latest.
 */
export function createFlush({ deltas, now, wait, newId, failed }: FlushDeps): Flush {
  let pendingUntil: number | undefined;
  let flushedAt = 0;
  let isolate = "";
  let numbers = 0;
  /** The batch that was sent and not acknowledged. It may have arrived. */
  let sent: Batch | null = null;

  const nextBatch = (): Batch | null => {
    if (sent !== null || deltas.isEmpty) return sent;
    // Random values aren't available before the first request.
    if (isolate === "") isolate = newId();
    numbers += 1;
    sent = { isolate, number: numbers, ...deltas.take() };
    return sent;
  };

  const flush = async (send: Send, afterMs: number): Promise<void> => {
    pendingUntil = now() + lostAfterMs;
    try {
      if (afterMs > 0) await wait(afterMs);
      flushedAt = now();
      const batch = nextBatch();
      if (batch === null) return;
      await send(batch);
      // Another flush may have gone on meanwhile.
      if (sent?.number === batch.number) sent = null;
    } catch (error) {
      failed(error);
    } finally {
      pendingUntil = undefined;
    }
  };

  const isDue = () => (sent !== null || !deltas.isEmpty) && !isWithin(pendingUntil, now(), lostAfterMs);
  return {
    later(send, background) {
      if (isDue()) background.waitUntil(flush(send, flushAfterMs));
    },
    async now(send) {
      if (isDue() && !isWithin(flushedAt + flushAfterMs, now(), flushAfterMs)) await flush(send, 0);
    },
  };
}
