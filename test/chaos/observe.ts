import { z } from "zod";
import type { Observer } from "../../local/platform/observer.ts";

/** What the platform's own log lines told. */
export interface Seen {
  /** What was injected, and how often. Lines that a kill cut off are not in it. */
  readonly injected: ReadonlyMap<string, number>;
  /** What the product said went wrong, and how often. */
  readonly errors: ReadonlyMap<string, number>;
}

/** Listens to a platform that is being tormented. */
export function observe() {
  const injected = new Map<string, number>();
  const errors = new Map<string, number>();
  let onRestart: (() => void) | null = null;
  let lost: string | null = null;
  const observer: Observer = {
    onLog(_, message) {
      const line = parse(message);
      if (typeof line.chaos === "string") count(injected, line.chaos);
      else if (line.level === "error") count(errors, `${line.at ?? line.kind}: ${messageOf(line.error)}`);
    },
    onRestart: () => onRestart?.(),
    onLost(reason) {
      lost = reason;
      onRestart?.();
    },
  };
  /** Resolves once the platform runs again after its next end. */
  const restarted = () =>
    new Promise<void>((resolve, reject) => {
      onRestart = () => (lost === null ? resolve() : reject(new Error(lost)));
    });
  return { observer, restarted, seen: { injected, errors } satisfies Seen };
}

function messageOf(error: unknown): string {
  const { message } = z.object({ message: z.string() }).catch({ message: "" }).parse(error);
  return message.slice(0, 120);
}

function parse(message: string): Readonly<Record<string, unknown>> {
  try {
    const line: unknown = JSON.parse(message);
    return typeof line === "object" && line !== null ? { ...line } : {};
  } catch {
    return {};
  }
}

function count(times: Map<string, number>, what: string): void {
  times.set(what, (times.get(what) ?? 0) + 1);
}
