import { LRUCache } from "lru-cache";
import { defineLimits } from "../../src/kernel/limit.ts";

/** What a read gate lets through to the read model. */
export const gateLimits = defineLimits({
  running: {
    value: 4,
    unit: "count",
    per: "tenant",
    what: "Storefront answers that one of a tenant's eight read gates reads at a time",
    beyond: "the others wait",
  },
  waiting: {
    value: 64,
    unit: "count",
    per: "tenant",
    what: "Different storefront answers that wait in one read gate",
    beyond: "an older answer, else 503 `overloaded`",
  },
  deadline: {
    value: 3_000,
    unit: "milliseconds",
    per: "request",
    what: "The time that a request waits for a read gate",
    beyond: "an older answer, else 503 `overloaded`",
  },
});

const keptBytes = 8 * 1024 * 1024;

/** An answer, the revision it was read at, and its size. */
export interface Filled {
  readonly revision: number;
  readonly bytes: number;
}

/** Reads an answer. `primary` must see every projected event. */
export type Fill<Answer> = (freshness: "nearest" | "primary") => Promise<Answer>;

/** Coalesces reads: many requests for one answer become one read. */
export interface Gate<Answer extends Filled> {
  /**
   * The answer of a key, read at `needed` or later. Null if it can't be had in time. Rejects if reading it fails, for
   * everybody who waits.
   */
  read(key: string, needed: number, fill: Fill<Answer>): Promise<GateRead<Answer> | null>;
}

/** An answer, and whether it was read for somebody else too. */
export interface GateRead<Answer> {
  readonly filled: Answer;
  readonly collapsed: boolean;
}

export interface GateDeps {
  /** How long an answer is kept for those who come a moment later, counted from when the read model was asked. */
  readonly keptMs?: number;
  /** Waits on a timer, because a clock that is set back makes an old answer look recent. */
  readonly wait: (ms: number) => Promise<unknown>;
}

/** Creates a gate with nothing in it. All of its callers must share one I/O context, as they do in a Durable Object. */
export function createGate<Answer extends Filled>({ wait, keptMs = 2_000 }: GateDeps): Gate<Answer> {
  const kept = new LRUCache<string, Answer>({
    maxSize: keptBytes,
    maxEntrySize: keptBytes / 4,
    sizeCalculation: ({ bytes }) => Math.max(1, bytes),
  });
  const running = new Map<string, Promise<Answer>>();
  const turns = createTurns();

  /** Null if too many wait already. */
  const start = (key: string, needed: number, fill: Fill<Answer>): Promise<Answer> | null => {
    const turn = turns.take();
    if (turn === null) return null;
    let asked = 0;
    const ask: Fill<Answer> = (freshness) => {
      asked += 1;
      const question = asked;
      void wait(keptMs).then(() => question === asked && forget());
      return fill(freshness);
    };
    const answer = readInTurn(turn, needed, ask).then((filled) => {
      if (running.get(key) === answer) kept.set(key, filled);
      return filled;
    });
    const leave = () => {
      if (running.get(key) === answer) running.delete(key);
    };
    /** What a slow read brings may be as old as the question. */
    const forget = () => {
      leave();
      void answer.then(
        (filled) => kept.peek(key) === filled && kept.delete(key),
        () => undefined,
      );
    };
    running.set(key, answer);
    answer.then(leave, leave);
    return answer;
  };

  const readNow: Gate<Answer>["read"] = async (key, needed, fill) => {
    const known = kept.get(key);
    if (known !== undefined && known.revision >= needed) return { filled: known, collapsed: true };
    const joined = running.get(key);
    if (joined === undefined) {
      const filled = await start(key, needed, fill);
      return filled === null ? null : { filled, collapsed: false };
    }
    const filled = await joined;
    if (filled.revision >= needed) return { filled, collapsed: true };
    // It began before the change that this caller has heard of. Whoever is first reads again, the others join.
    return readNow(key, needed, fill);
  };

  return {
    read: (key, needed, fill) =>
      Promise.race([readNow(key, needed, fill), wait(gateLimits.deadline.value).then(() => null)]),
  };
}

async function readInTurn<Answer extends Filled>({ begun, end }: Turn, needed: number, fill: Fill<Answer>) {
  await begun;
  try {
    const first = await fill("nearest");
    // A replica may not have what the caller knows of.
    return first.revision >= needed ? first : await fill("primary");
  } finally {
    end();
  }
}

/** A place in the queue of reads. */
interface Turn {
  readonly begun: Promise<void>;
  end(): void;
}

/** Lets some reads run at a time, and some wait. */
function createTurns() {
  const waiting: (() => void)[] = [];
  let runningNow = 0;
  const end = () => {
    const next = waiting.shift();
    if (next === undefined) runningNow -= 1;
    else next();
  };
  return {
    take(): Turn | null {
      if (runningNow < gateLimits.running.value) {
        runningNow += 1;
        return { begun: Promise.resolve(), end };
      }
      if (waiting.length >= gateLimits.waiting.value) return null;
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push(resolve);
      return { begun: promise, end };
    },
  };
}
