import type { Marks } from "../town/marks.ts";

/** Reads the platform's own log lines: none may have what a tenant or a customer keeps, or a failure in it. */
export function watchLog(marks: Marks) {
  const faults = new Map<string, number>();
  let lines = 0;
  const add = (fault: string) => faults.set(fault, (faults.get(fault) ?? 0) + 1);
  return {
    onLog(level: string, line: string): void {
      lines += 1;
      // An id of a tenant is what a line is about.
      for (const mark of marks.in(line, ["tenant", "customer"]))
        if (mark.startsWith("zq")) add(`the log shows what is another's: ${mark}`);
      if (expected.some((one) => line.includes(one))) return;
      const isError = level === "error" || line.includes('"kind":"error"');
      if (isError) add(`the log has an error: ${withoutIds(line).slice(0, 400)}`);
    },
    faults: (): readonly string[] =>
      [...faults].map(([fault, times]) => (times === 1 ? fault : `${fault} (${times} times)`)),
    lines: () => lines,
  };
}

/**
 * A restore that an attack asks for: one machine has no history, and requests of that moment lose the object. Webhooks go to
 * hosts that nobody has, which the runtime reports by itself.
 */
const expected = [
  "does not implement point-in-time recovery",
  "Network connection lost",
  "failed to lookup address information",
];

/** The same failure once. */
function withoutIds(line: string): string {
  return line.replaceAll(/[0-9A-HJKMNP-TV-Z]{26}|[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f-]{27}/g, "…");
}
