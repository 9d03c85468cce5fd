import type { Timer } from "./outside.ts";

/** Starts a time limit in real time. */
export function startTimer(ms: number): Timer {
  const controller = new AbortController();
  const { promise, resolve } = Promise.withResolvers<void>();
  const timeout = setTimeout(() => {
    controller.abort(new DOMException("the time limit was reached", "TimeoutError"));
    resolve();
  }, ms);
  return { signal: controller.signal, over: promise, stop: () => clearTimeout(timeout) };
}
