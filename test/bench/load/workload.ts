/** Requests, and who sends them. */
export interface Workload {
  readonly url: string;
  readonly connections: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly requests: readonly Step[];
  /**
   * `mix`: all connections together send the requests in turn. `flow`: each connection sends all of them one after the
   * other, with what it was answered.
   */
  readonly kind: "mix" | "flow";
  /** The number of the first request of a mix: those before it were sent in an earlier run. */
  readonly from: number;
}

/** A request. In its path, headers and body `{key}` stands for a new key, `{address}` for some address. */
export interface Step {
  readonly method: "GET" | "POST" | "PATCH";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Names for fields of the answer, which later steps of a flow use as `{name}`. */
  readonly keep?: Readonly<Record<string, string>>;
}

/** What a run took. */
export interface Load {
  /** Requests of a mix, whole flows, or whatever else is counted. */
  readonly count: number;
  readonly perSecond: number;
  /** Milliseconds. Null where only the whole was measured. */
  readonly p50: number | null;
  readonly p99: number | null;
}

export function mixOf(
  url: string,
  requests: readonly Step[],
  headers: Readonly<Record<string, string>> = {},
): Workload {
  return { url, connections: 32, headers, requests, kind: "mix", from: 0 };
}

export function flowOf(
  url: string,
  steps: readonly Step[],
  headers: Readonly<Record<string, string>>,
): Workload {
  return { ...mixOf(url, steps, headers), kind: "flow" };
}

export function get(path: string): Step {
  return { method: "GET", path };
}

export function post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Step {
  return { method: "POST", path, headers, body: JSON.stringify(body) };
}
