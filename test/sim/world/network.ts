import type { Process } from "./process.ts";

/** A call from a process to another process, a database or a queue. Each direction is a separate step. */
export interface Call {
  /** The callee and the method, such as `object 1 eventsAfter`. */
  readonly label: string;
  readonly from: Process;
  /** On its way there, being processed, or on its way back. */
  phase: "going" | "working" | "coming";
  /** Passes the result to the caller. Null until there is a result. */
  settle: (() => void) | null;
  readonly run: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export type Network = ReturnType<typeof createNetwork>;

/**
 * Every await on something outside the process. The scheduler decides which call arrives, which answer comes back, and
 * which is lost.
 */
export function createNetwork() {
  const calls: Call[] = [];
  const remove = (call: Call) => {
    const at = calls.indexOf(call);
    if (at !== -1) calls.splice(at, 1);
  };

  return {
    calls,
    call<Value>(from: Process, label: string, run: () => Value | Promise<Value>): Promise<Value> {
      return new Promise<Value>((resolve, reject) => {
        // Calls from a dead process are dropped.
        if (!from.alive) return;
        // The network doesn't know the type of the values. Each resolves the promise of its own call.
        const carried = resolve as (value: unknown) => void;
        calls.push({ label, from, phase: "going", settle: null, run, resolve: carried, reject });
      });
    },
    /** The call arrives and takes effect. */
    arrive(call: Call): void {
      const outcome = attempt(call.run);
      if (!(outcome.value instanceof Promise)) {
        answered(call, outcome, remove);
        return;
      }
      call.phase = "working";
      outcome.value.then(
        (value) => answered(call, { value, error: null }, remove),
        (error: unknown) => answered(call, { value: null, error }, remove),
      );
    },
    /** The answer arrives and the caller continues. */
    comeBack(call: Call): void {
      remove(call);
      call.settle?.();
    },
    /** The call or its answer is lost. The caller gets an error. */
    lose(call: Call, reason: string): void {
      remove(call);
      if (call.from.alive) call.reject(new Error(reason));
    },
    /** Calls from a dead process may still arrive, but their answers are dropped. */
    forget(process: Process): void {
      for (const call of calls.filter(({ from }) => from === process)) {
        if (call.phase !== "going") remove(call);
      }
    },
  };
}

interface Outcome {
  readonly value: unknown;
  readonly error: unknown;
}

function attempt(work: () => unknown): Outcome {
  try {
    return { value: work(), error: null };
  } catch (error) {
    return { value: null, error };
  }
}

function answered(call: Call, { value, error }: Outcome, remove: (call: Call) => void): void {
  if (!call.from.alive) {
    remove(call);
    return;
  }
  call.phase = "coming";
  call.settle = error === null ? () => call.resolve(value) : () => call.reject(error);
}
