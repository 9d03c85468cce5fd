import type { Output } from "../terminal/terminal.ts";

/** Everything outside this process that commands use. Tests pass their own. */
export interface Io {
  readonly out: Output;
  readonly err: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  /** Waits. Rejects once `interrupted` is aborted. */
  readonly pause: (ms: number) => Promise<void>;
  /** Aborted by Ctrl-C. */
  readonly interrupted: AbortSignal;
  /** Asks a question at the terminal. Null if there is none. */
  readonly ask: ((question: string) => Promise<string>) | null;
}
