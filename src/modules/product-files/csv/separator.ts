/** The bytes that can separate cells: comma, semicolon, tab. */
const separators = [44, 59, 9] as const;
const [lf, cr, quote] = [10, 13, 34];

/** Finds the separator of a file in its header row, slice by slice. */
export interface SeparatorSearch {
  /** Returns whether the header row ends in this slice. */
  add(slice: Uint8Array): boolean;
  /** The separator that is most frequent outside quotes. A comma if there is none. */
  found(): number;
}

export function openSeparatorSearch(): SeparatorSearch {
  const counts = new Map<number, number>(separators.map((separator) => [separator, 0]));
  let isQuoted = false;
  let isBlank = true;
  return {
    add(slice) {
      for (const byte of slice) {
        if (byte === quote) isQuoted = !isQuoted;
        const isBreak = byte === lf || byte === cr;
        if (isBreak && !isQuoted && !isBlank) return true;
        if (!isBreak) isBlank = false;
        const count = counts.get(byte);
        if (count !== undefined && !isQuoted) counts.set(byte, count + 1);
      }
      return false;
    },
    found() {
      const most = Math.max(...counts.values());
      return separators.find((separator) => counts.get(separator) === most) ?? separators[0];
    },
  };
}
