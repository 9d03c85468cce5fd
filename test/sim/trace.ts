import { createHash } from "node:crypto";

/** What happened, line by line. Two runs with the same hash are byte-identical. */
export interface Trace {
  readonly add: (line: string) => void;
  /** Adds text to the hash without printing it. */
  readonly seal: (text: string) => void;
  readonly hash: () => string;
  readonly lines: readonly string[];
}

export function createTrace(keep: boolean): Trace {
  const hash = createHash("sha256");
  const lines: string[] = [];
  let digest: string | null = null;
  return {
    add(line) {
      hash.update(`${line}\n`);
      if (keep) lines.push(line);
    },
    seal: (text) => void hash.update(`${text}\n`),
    hash() {
      digest ??= hash.digest("hex");
      return digest;
    },
    lines,
  };
}
