/** A request as a client means it: sent once, or as often as it takes to get an answer. */
export interface Intent {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Something a client wanted done, and all that came of it. */
export interface Write {
  readonly shop: string;
  readonly what: string;
  readonly intent: Intent;
  /** The Idempotency-Key of all its attempts; null where the method has none. */
  readonly key: string | null;
  /** Whether it is one command, or a request that takes several (an import, a new tenant). */
  readonly single: boolean;
  readonly attempts: Attempt[];
}

export interface Attempt {
  /** The trace that the client began, and that every event of the attempt carries. */
  readonly traceId: string;
  /** When it was sent, in milliseconds since 1970. */
  readonly at: number;
  readonly outcome: Outcome;
}

export type Outcome = Answered | Lost;

export interface Answered extends Answer {
  readonly kind: "done" | "refused";
}

/** No answer, or one that leaves open whether it happened. */
export interface Lost {
  readonly kind: "lost";
  /** 0 where no answer came at all. */
  readonly status: number;
  readonly why: string;
}

export interface Answer {
  readonly status: number;
  readonly requestId: string;
  readonly replayed: boolean;
  /** Whose log the Consistency-Token speaks of, and which place; null without one. */
  readonly place: Place | null;
  readonly token: string | null;
  /** `Cache-Status`. */
  readonly cache: string | null;
  readonly text: string;
}

export interface Place {
  readonly tenantId: string;
  readonly epoch: number;
  readonly seq: number;
}

/** Everything that clients tried, heard and found wrong at once. */
export interface Ledger {
  readonly writes: Write[];
  readonly complaints: string[];
  /** How often each status was answered; 0 stands for no answer. */
  readonly statuses: Map<number, number>;
  reads: number;
  replays: number;
  /** How often ops was compared with the tables. */
  looks: number;
  /** How often the store was looked at, by `Cache-Status`. */
  readonly sights: Map<string, number>;
  /** How often shops were closed or restored. */
  readonly closings: Map<string, number>;
}

export function openLedger(): Ledger {
  return {
    writes: [],
    complaints: [],
    statuses: new Map(),
    reads: 0,
    replays: 0,
    looks: 0,
    sights: new Map(),
    closings: new Map(),
  };
}

/** The first good answer to a write, if it ever got one. */
export function acknowledgementOf(write: Write): Answered | undefined {
  for (const { outcome } of write.attempts) if (outcome.kind === "done") return outcome;
  return undefined;
}
