/** A part of a file: from its first byte, so many. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** The one range that a request asks for. Null for the whole file, `unsatisfiable` if there are no such bytes. */
export function rangeIn(header: string | null, size: number): ByteRange | "unsatisfiable" | null {
  // Several ranges may be answered with the whole file, and so may what is no range.
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/i.exec(header?.trim() ?? "") ?? [];
  if (first === "" && last === "") return null;
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : { offset: size - length, length };
  }
  const [from, to] = [Number(first), last === "" ? size - 1 : Math.min(Number(last), size - 1)];
  if (last !== "" && Number(last) < from) return null;
  return from >= size ? "unsatisfiable" : { offset: from, length: to - from + 1 };
}
