import { run } from "../../../local/ops/run.ts";

/** What a command of `npm run ops` printed, and what it exited with. */
export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

interface Outside {
  readonly env?: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
  readonly now?: number;
  readonly columns?: number;
  readonly interrupted?: AbortSignal;
  readonly ask?: (question: string) => Promise<string>;
  /** Called instead of waiting. */
  readonly pause?: () => Promise<void>;
}

/** Runs a command in this process, without a terminal unless it has columns. */
export async function runOps(args: readonly string[], given: Outside = {}): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const output = (texts: string[]) => ({
    write: (text: string) => texts.push(text),
    isTTY: given.columns !== undefined,
    columns: given.columns,
  });
  const interrupted = given.interrupted ?? new AbortController().signal;
  const exit = await run(args, {
    out: output(out),
    err: output(err),
    env: { NO_COLOR: "1", ...given.env },
    fetch: given.fetch ?? fetch,
    now: () => given.now ?? Date.now(),
    async pause() {
      await (given.pause ?? (() => Promise.resolve()))();
      interrupted.throwIfAborted();
    },
    interrupted,
    ask: given.ask ?? null,
  });
  return { exit, out: out.join(""), err: err.join("") };
}
