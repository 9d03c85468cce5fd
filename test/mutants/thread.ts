import { parentPort } from "node:worker_threads";
import { init, runBaseTests, setupEnvironment } from "vitest/worker";

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
    runTests: (state, traces) => runBaseTests("run", state, traces),
    collectTests: (state, traces) => runBaseTests("collect", state, traces),
    teardown: () => {
      port?.removeAllListeners("message");
      begin();
    },
  });
}
