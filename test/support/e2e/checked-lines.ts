import { logLine } from "../../../src/telemetry/log/lines.ts";

export type LineListener = (level: string, message: string) => void;

/** Checks every line that the Worker logs against the documented shapes. */
export interface LineCheck {
  readonly onLog: LineListener;
  /** @throws If a line did not fit, with one line of each kind of fault. */
  settle(): void;
}

/** Creates a check that passes the lines on. */
export function checkLines(next: LineListener = () => undefined): LineCheck {
  const faults = new Map<string, string>();
  return {
    onLog(level, message) {
      const fault = faultOf(level, message);
      if (fault !== null) faults.set(fault, message.slice(0, 500));
      next(level, message);
    },
    settle() {
      const found = [...faults].map(([fault, line]) => `${fault}\n  ${line}`);
      faults.clear();
      if (found.length > 0) throw new Error(`lines of the log that nothing documents:\n${found.join("\n")}`);
    },
  };
}

function faultOf(level: string, message: string): string | null {
  // What the runtime has to say itself, such as an exception that nobody caught, is a warning or an error, and no JSON.
  if (!message.startsWith("{")) return level === "log" ? "not JSON" : null;
  // A line ends up in a request to a log service. Cloudflare takes 256 KB.
  if (message.length > 16_384) return "longer than 16 KiB";
  const parsed = logLine.safeParse(JSON.parse(message));
  return parsed.success
    ? null
    : parsed.error.issues.map(({ path, message: text }) => `${path.join(".")}: ${text}`).join("; ");
}
