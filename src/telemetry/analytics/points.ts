import type { LogLine } from "../log/lines.ts";

/** A data point of Analytics Engine. docs/metrics.md has its columns. */
export interface Point {
  readonly indexes: readonly [tenant: string];
  readonly blobs: readonly string[];
  readonly doubles: readonly number[];
}

/** The data point of a line. Null if the line has none, as for requests that an isolate answered from its memory. */
export function pointOf(line: LogLine): Point | null {
  switch (line.kind) {
    case "request": {
      if (line.sample !== null) return null;
      const { method, actor, cache, duration_ms: ms, d1, objects, rows_read, rows_written } = line;
      const about = [line.route, String(line.status), line.problem ?? "", method, actor, cache ?? ""];
      return point(line, about, [ms, d1, objects, rows_read, rows_written]);
    }
    case "command": {
      const { operation, status, problem, actor, rows_read, rows_written, events } = line;
      return point(
        line,
        [operation, status, problem ?? "", actor],
        [0, 0, 0, rows_read, rows_written, events],
      );
    }
    case "projection": {
      const {
        subscription,
        status,
        dead_letter: letter,
        duration_ms: ms,
        d1,
        objects,
        rows_read,
        rows_written,
      } = line;
      const costs = [ms, d1, objects, rows_read, rows_written, line.events, line.lag_ms ?? 0];
      return point(line, [subscription, status, letter?.type ?? ""], costs);
    }
    case "reaction": {
      const { subscription, status, event_type, duration_ms: ms, lag_ms } = line;
      return point(line, [subscription, status, event_type], [ms, 0, 0, 0, 0, 0, lag_ms ?? 0]);
    }
    default:
      return null;
  }
}

function point(
  { kind, tenant_id, release }: LogLine,
  about: readonly string[],
  doubles: readonly number[],
): Point {
  const blobs = Array.from({ length: 6 }, (_, index) => about[index] ?? "");
  return { indexes: [tenant_id ?? "none"], blobs: [kind, ...blobs, release], doubles };
}
