import type { CrashPoint } from "../world/process.ts";
import type { Code } from "../world/projector/isolate.ts";

/**
 * One decision of the scheduler, as plain data: a history of them can be kept, cut and repeated. Calls are named by what
 * they ask, so that a decision still finds its call where others were left out before it.
 */
export type Action =
  | {
      readonly do: "ask";
      readonly object: number;
      readonly what: number;
      readonly unheard: boolean;
      readonly crash: CrashPoint | null;
    }
  | {
      readonly do: "ask again";
      readonly object: number;
      readonly which: number;
      readonly unheard: boolean;
      readonly crash: CrashPoint | null;
    }
  | {
      readonly do: "arrive" | "come back";
      readonly call: string;
      readonly nth: number;
      readonly crash: CrashPoint | null;
    }
  | { readonly do: "lose"; readonly call: string; readonly nth: number; readonly way: "there" | "back" }
  | { readonly do: "deliver"; readonly isolate: number; readonly which: readonly number[] }
  | { readonly do: "drop" | "double"; readonly nth: number }
  | { readonly do: "alarm" | "alarm again"; readonly object: number; readonly crash: CrashPoint | null }
  | { readonly do: "read" | "crash" | "save" | "begin life"; readonly object: number }
  | { readonly do: "kill"; readonly isolate: number; readonly code: Code }
  | { readonly do: "replay letter"; readonly object: number; readonly nth: number }
  | { readonly do: "restore"; readonly object: number; readonly told: boolean }
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "break"; readonly what: Breakable; readonly object: number; readonly ms: number };

export type Breakable = "d1" | "d1 slow" | "queue" | "partition" | "far" | "far hangs";

/** An action in words, for whoever reads a history. */
export function describe(action: Action): string {
  switch (action.do) {
    case "ask":
    case "ask again":
      return `client ${action.object}: ${action.do === "ask" ? "asks" : "asks again"}${action.unheard ? ", hears nothing" : ""}${at(action.crash)}`;
    case "arrive":
      return `${action.call}: arrives${at(action.crash)}`;
    case "come back":
      return `${action.call}: is answered${at(action.crash)}`;
    case "lose":
      return `${action.call}: is lost on the way ${action.way}`;
    case "deliver":
      return `queue: delivers ${action.which.length} to isolate ${action.isolate}`;
    case "drop":
    case "double":
      return `queue: ${action.do === "drop" ? "loses" : "doubles"} a message`;
    case "alarm":
    case "alarm again":
      return `object ${action.object}: ${action.do} goes off${at(action.crash)}`;
    case "read":
      return `client ${action.object}: waits for what it wrote, and projects it itself`;
    case "crash":
      return `object ${action.object}: crashes`;
    case "save":
      return `object ${action.object}: could be restored to this moment`;
    case "begin life":
      return `object ${action.object}: is told that it was restored`;
    case "restore":
      return `object ${action.object}: is restored${action.told ? "" : ", and nobody says so"}`;
    case "kill":
      return `isolate ${action.isolate}: is killed${action.code === "older" ? ", older code takes its place" : ""}`;
    case "replay letter":
      return `operator ${action.object}: replays a dead letter`;
    case "wait":
      return `${action.ms} ms pass`;
    case "break":
      return `${action.what === "partition" ? `object ${action.object} cut off` : `${action.what} out of order`} for ${action.ms} ms`;
  }
}

function at(crash: CrashPoint | null): string {
  return crash === null ? "" : `, crashing ${crash.touches} touches after its ${crash.from}`;
}
