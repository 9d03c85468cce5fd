import { type LogLine, logLine } from "../../src/telemetry/log/lines.ts";

/** Which lines to show. Null shows all. */
export interface LineFilter {
  /** An id, or its end. */
  readonly tenant: string | null;
  /** A trace id, or its beginning. */
  readonly trace: string | null;
  /** A part of the route, operation or subscription. */
  readonly route: string | null;
  /** The least level. */
  readonly level: LogLine["level"] | null;
  /** The least duration in milliseconds. */
  readonly slowMs: number | null;
  readonly kinds: readonly LogLine["kind"][] | null;
}

export const noFilter: LineFilter = {
  tenant: null,
  trace: null,
  route: null,
  level: null,
  slowMs: null,
  kinds: null,
};

export const levels = ["info", "warn", "error"] as const satisfies readonly LogLine["level"][];

/** The kinds of lines. */
export const kinds: readonly LogLine["kind"][] = logLine.options.map(({ shape }) => shape.kind.value);

/** Whether something is filtered at all. Text that is no line of the log is shown only if not. */
export function isFiltering(filter: LineFilter): boolean {
  return Object.values(filter).some((value) => value !== null);
}

export function matches(line: LogLine, filter: LineFilter): boolean {
  const { tenant, trace, route, level, slowMs, kinds } = filter;
  return (
    (tenant === null || tenantsOf(line).some((id) => id.toLowerCase().endsWith(tenant.toLowerCase()))) &&
    (trace === null || tracesOf(line).some((id) => id.startsWith(trace.toLowerCase()))) &&
    (route === null || namesOf(line).some((name) => name.toLowerCase().includes(route.toLowerCase()))) &&
    (level === null || levels.indexOf(line.level) >= levels.indexOf(level)) &&
    (slowMs === null || ("duration_ms" in line && line.duration_ms >= slowMs)) &&
    (kinds === null || kinds.includes(line.kind))
  );
}

function tenantsOf(line: LogLine): readonly string[] {
  return [line.tenant_id ?? [], line.kind === "cache" ? Object.keys(line.tenants) : []].flat();
}

function tracesOf(line: LogLine): readonly string[] {
  const own = "trace_id" in line ? line.trace_id : null;
  const links = "links" in line ? line.links.map((link) => link.slice(0, 32)) : [];
  return own === null ? links : [own, ...links];
}

/** Route, operation, subscription or job. */
function namesOf(line: LogLine): readonly string[] {
  switch (line.kind) {
    case "request":
      return [line.route, line.operation ?? []].flat();
    case "command":
      return [line.operation];
    case "relay":
      return line.subscriptions;
    case "projection":
    case "reaction":
      return [line.subscription];
    case "alarm":
      return line.jobs;
    case "maintenance":
      return [line.job];
    case "error":
      return [line.at, line.subscription ?? []].flat();
    case "cache":
      return [];
  }
}
