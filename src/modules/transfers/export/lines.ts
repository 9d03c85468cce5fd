import type { ExportLine, ExportPosition } from "../schema.ts";

/** The digest of a line and of all lines before it. */
export type Digest = (text: string) => string;

export function digestOf(digest: Digest, before: string, line: string): string {
  return digest(`${before}\n${line}`);
}

/** Collects the lines of a page, with what the trailer says about all lines so far. */
export interface LineWriter {
  write(line: ExportLine): void;
  /** The next page, or a later request, goes on from here. */
  checkpoint(): void;
  /** Ends the export. */
  trailer(seq: number): void;
  move(change: Partial<Pick<ExportPosition, "stage" | "since" | "after">>): void;
  readonly isDone: boolean;
  readonly position: ExportPosition;
  readonly page: { readonly text: string; readonly cursor: string | null };
}

export function createLineWriter(digest: Digest, from: ExportPosition): LineWriter {
  let position = from;
  let isDone = false;
  let cursor: string | null = null;
  const lines: string[] = [];
  const append = (line: ExportLine) => {
    const text = JSON.stringify(line);
    lines.push(text);
    position = {
      ...position,
      lines: position.lines + 1,
      digest: digestOf(digest, position.digest, text),
      counts: countedWith(position.counts, line),
    };
  };
  return {
    write: append,
    move(change) {
      position = { ...position, ...change };
    },
    checkpoint() {
      cursor = encodeCursor(position);
      append({ type: "checkpoint", cursor });
    },
    trailer(seq) {
      const { lines: count, digest: all, counts } = position;
      append({ type: "trailer", seq, lines: count, counts, digest: all });
      isDone = true;
    },
    get isDone() {
      return isDone;
    },
    get position() {
      return position;
    },
    get page() {
      return { text: lines.map((line) => `${line}\n`).join(""), cursor };
    },
  };
}

/** Counts the aggregates by type. Also how an import counts. */
export function countedWith(
  counts: Readonly<Record<string, number>>,
  line: ExportLine,
): Record<string, number> {
  return "stateVersion" in line ? { ...counts, [line.type]: (counts[line.type] ?? 0) + 1 } : { ...counts };
}

/** A position as text. It holds nothing that its reader may not change: it is about the own export only. */
function encodeCursor(position: ExportPosition): string {
  return btoa(JSON.stringify(position)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function decodeCursor(cursor: string): unknown {
  try {
    return JSON.parse(atob(cursor.replaceAll("-", "+").replaceAll("_", "/")));
  } catch {
    return null;
  }
}
