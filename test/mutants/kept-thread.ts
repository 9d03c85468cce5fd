import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMainThread, Worker } from "node:worker_threads";
import type { PoolOptions, PoolRunnerInitializer, PoolWorker } from "vitest/node";

/**
 * A pool of Vitest with one thread that goes on from mutant to mutant, with the modules that it has loaded. Loading them
 * takes most of a mutant's time. Stryker switches mutants on and off by a variable, so loaded code needs no change.
 * The exception are mutants of code that runs while a module is loaded: such a mutant gets a new thread.
 */
export const keptThread: PoolRunnerInitializer = { name: "kept-thread", createPoolWorker };

/** Written by the run without a mutant: ids of the mutants of code that runs while a module is loaded. */
export const mutantsOfLoading = "mutants-of-loading.json";

// Stryker's process has ended before its time. The thread would keep this one alive.
if (isMainThread) process.once("disconnect", () => process.exit());

let kept: Worker | null = null;
let released = Promise.resolve();

function createPoolWorker({ project, env, execArgv }: PoolOptions): PoolWorker {
  const { mutantActivation, activeMutant } = project.getProvidedContext();
  const anew = mutantActivation === "static" && runsWhileLoading(activeMutant);
  const thread = (anew ? null : kept) ?? open(env, execArgv);
  if (!anew) kept = thread;
  // Vitest begins a run while the worker of the run before is still stopping.
  const before = released;
  const { promise, resolve: release } = Promise.withResolvers<void>();
  released = promise;
  return {
    name: keptThread.name,
    on: (event, callback) => void thread.on(event, callback),
    off: (event, callback) => void thread.off(event, callback),
    send: (message) => thread.postMessage(message),
    deserialize: (data) => data,
    start: async () => {
      await before;
      thread.ref();
    },
    stop: async () => {
      for (const event of ["message", "error", "exit"]) thread.removeAllListeners(event);
      thread.unref();
      if (anew) await thread.terminate();
      release();
    },
  };
}

function runsWhileLoading(mutant: string | undefined): boolean {
  if (mutant === undefined || !existsSync(mutantsOfLoading)) return true;
  const ids: unknown = JSON.parse(readFileSync(mutantsOfLoading, "utf8"));
  return Array.isArray(ids) && ids.includes(mutant);
}

function open(env: PoolOptions["env"], execArgv: PoolOptions["execArgv"]): Worker {
  const thread = new Worker(join(import.meta.dirname, "thread.ts"), {
    env: { ...process.env, ...env },
    execArgv: [...execArgv],
    stdout: true,
    stderr: true,
  });
  thread.stdout.resume();
  thread.stderr.resume();
  return thread;
}

declare module "vitest" {
  interface ProvidedContext {
    activeMutant?: string;
    /** Whether the mutant is switched on before modules are loaded and tests are collected. */
    mutantActivation?: "static" | "runtime";
  }
}
