import type { Process } from "./process.ts";

/** A question from one process to another, or to a database or queue. Every leg of its way is a step of its own. */
export interface Call {
  /** What is asked of whom, such as `object 1 eventsAfter`. */
  readonly label: string;
  readonly from: Process;
  /** On its way there, being worked on, or on its way back. */
  phase: "going" | "working" | "coming";
  /** Tells the caller what came of it, once there is an answer to tell. */
  settle: (() => void) | null;
  readonly run: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export type Network = ReturnType<typeof createNetwork>;

/**
 * Every await on something outside the process. Nothing moves by itself: the scheduler says which call arrives, which
 * answer comes back, and which of them is lost.
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
        // What a dead process asks for is never heard.
        if (!from.alive) return;
        // The network carries values without knowing them; each resolves the promise of its own call.
        const carried = resolve as (value: unknown) => void;
        calls.push({ label, from, phase: "going", settle: null, run, resolve: carried, reject });
      });
    },
    /** The call arrives, and has its effect. */
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
    /** The answer arrives, and the caller goes on. */
    comeBack(call: Call): void {
      remove(call);
      call.settle?.();
    },
    /** The call or its answer never arrives; the caller is told that something went wrong. */
    lose(call: Call, reason: string): void {
      remove(call);
      // Nobody is there any more to be told.
      if (call.from.alive) call.reject(new Error(reason));
    },
    /** What a dead process had asked for may still arrive, but no answer reaches it. */
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
