import { createHash } from "node:crypto";

/** What happened, line by line: its hash says whether two runs were the same, to the byte. */
export interface Trace {
  readonly add: (line: string) => void;
  /** Something that is not to be read, but must be the same. */
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
