import { writeFileSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import { init, runBaseTests, setupEnvironment } from "vitest/worker";
import { mutantsOfLoading } from "./kept-thread.ts";

type State = Parameters<typeof runBaseTests>[1];

/** What Stryker's instrumented code shares with its runner. */
interface Shared {
  activeMutant?: string | undefined;
  mutantCoverage?: { readonly static: Readonly<Record<string, number>> };
}

const port = parentPort;
if (port === null) throw new Error("It runs in a worker thread.");

begin();

/** Vitest ends a worker after a run. This one then waits for the next. */
function begin(): void {
  init({
    post: (response) => port?.postMessage(response),
    on: (listener) => port?.on("message", listener),
    off: (listener) => port?.off("message", listener),
    setup: setupEnvironment,
    async runTests(state, traces) {
      const shared = sharedWithStryker(state);
      // Test files are loaded before Stryker switches to the next mutant.
      shared.activeMutant = undefined;
      await runBaseTests("run", state, traces);
      if (state.providedContext.mode !== "dry-run") return;
      const first = { ...shared.mutantCoverage?.static };
      await runBaseTests("run", state, traces);
      writeFileSync(mutantsOfLoading, JSON.stringify(ofLoading(first, shared.mutantCoverage?.static ?? {})));
    },
    collectTests: (state, traces) => runBaseTests("collect", state, traces),
    teardown: () => {
      port?.removeAllListeners("message");
      begin();
    },
  });
}

function sharedWithStryker({ providedContext }: State): Shared {
  const shared: Shared = Reflect.get(globalThis, providedContext.globalNamespace ?? "") ?? {};
  Reflect.set(globalThis, providedContext.globalNamespace ?? "", shared);
  return shared;
}

/**
 * Stryker counts what runs outside of a test: while modules are loaded, and while the tests of a file are collected. Only
 * the latter happens again in a second run, since the modules stay.
 */
function ofLoading(
  first: Readonly<Record<string, number>>,
  both: Readonly<Record<string, number>>,
): string[] {
  return Object.keys(first).filter((id) => 2 * (first[id] ?? 0) > (both[id] ?? 0));
}

declare module "vitest" {
  interface ProvidedContext {
    globalNamespace?: string;
    mode?: "dry-run" | "mutant";
  }
}
