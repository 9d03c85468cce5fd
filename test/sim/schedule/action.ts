import type { CrashPoint } from "../world/process.ts";
import type { Code } from "../world/projector/isolate.ts";

/**
 * One scheduler decision, as plain data, so that a history can be stored, shrunk and replayed. Calls are identified by
 * their label, so that a decision still finds its call after earlier decisions were removed.
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
  | { readonly do: "read" | "crash" | "save" | "begin epoch" | "reopen"; readonly object: number }
  | { readonly do: "kill"; readonly isolate: number; readonly code: Code }
  | { readonly do: "replay dead letter"; readonly object: number; readonly nth: number }
  | { readonly do: "restore"; readonly object: number; readonly told: boolean }
  | { readonly do: "walk"; readonly object: number; readonly list: number | null; readonly limit: number }
  | { readonly do: "shop"; readonly object: number; readonly edge: number; readonly which: number }
  | { readonly do: "evict gate"; readonly object: number }
  | { readonly do: "end edge"; readonly edge: number }
  | { readonly do: "forget" }
  | { readonly do: "close"; readonly object: number; readonly how: "suspended" | "without orders" }
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "clock ahead"; readonly ms: number }
  | { readonly do: "clock back"; readonly restarts: boolean }
  | { readonly do: "visit cart"; readonly object: number; readonly which: number; readonly early: number }
  | { readonly do: "break"; readonly what: Breakable; readonly object: number; readonly ms: number };

export type Breakable = "d1" | "d1 slow" | "queue" | "partition" | "far" | "far hangs";

/** Describes an action for a printed history. */
export function describe(action: Action): string {
  switch (action.do) {
    case "ask":
    case "ask again":
      return `client ${action.object}: ${action.do === "ask" ? "sends a request" : "repeats a request"}${action.unheard ? ", gets no answer" : ""}${at(action.crash)}`;
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
      return `client ${action.object}: waits for its write and projects it`;
    case "crash":
      return `object ${action.object}: crashes`;
    case "save":
      return `object ${action.object}: a restore point is saved`;
    case "begin epoch":
      return `object ${action.object}: begins a new epoch after a restore`;
    case "reopen":
      return `operator ${action.object}: resumes the tenant and turns all modules on`;
    case "close":
      return `operator ${action.object}: leaves the tenant ${action.how}`;
    case "walk":
      return `client ${action.object}: reads ${action.limit} rows of ${action.list === null ? "the list it has begun" : `list ${action.list}`}`;
    case "shop":
      return `shopper ${action.object}: reads page ${action.which} of the store at edge ${action.edge}`;
    case "evict gate":
      return `the read gate of tenant ${action.object}: is evicted`;
    case "end edge":
      return `edge ${action.edge}: ends`;
    case "forget":
      return "the data center's cache: forgets everything";
    case "restore":
      return `object ${action.object}: is restored${action.told ? "" : ", unannounced"}`;
    case "kill":
      return `isolate ${action.isolate}: is killed${action.code === "older" ? ", replaced by older code" : ""}`;
    case "replay dead letter":
      return `operator ${action.object}: replays a dead letter`;
    case "visit cart":
      return `client ${action.object}: visits a cart ${action.early} ms before it expires`;
    case "wait":
      return `${action.ms} ms pass`;
    case "clock ahead":
      return `the clock jumps ${action.ms} ms ahead`;
    case "clock back":
      return `the clock goes back${action.restarts ? ", and every object restarts" : ""}`;
    case "break":
      return `${action.what === "partition" ? `object ${action.object} cut off` : `${action.what} fails`} for ${action.ms} ms`;
  }
}

function at(crash: CrashPoint | null): string {
  return crash === null ? "" : `, crashing ${crash.touches} touches after its ${crash.from}`;
}
