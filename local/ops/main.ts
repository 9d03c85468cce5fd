import { createInterface } from "node:readline/promises";
import { setTimeout } from "node:timers/promises";
import { run } from "./run.ts";

/** `npm run ops`. */
const interruption = new AbortController();
process.on("SIGINT", () => {
  if (interruption.signal.aborted) process.exit(130);
  interruption.abort();
});

// The reader of the output may close the pipe first, such as `head`.
process.stdout.on("error", () => process.exit(0));

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question, { signal: interruption.signal });
  } finally {
    terminal.close();
  }
}

process.exitCode = await run(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  env: process.env,
  fetch,
  now: Date.now,
  pause: (ms) => setTimeout(ms, undefined, { signal: interruption.signal }),
  interrupted: interruption.signal,
  ask: process.stdin.isTTY ? ask : null,
});
