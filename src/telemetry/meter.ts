/** What a piece of work costs: round trips to D1 and to objects, those that were repeated, and the rows that D1 read and wrote for it. */
export interface Meter {
  d1: number;
  objects: number;
  retries: number;
  rowsRead: number;
  rowsWritten: number;
}

export function createMeter(): Meter {
  return { d1: 0, objects: 0, retries: 0, rowsRead: 0, rowsWritten: 0 };
}

/** A meter for a part of a request. What it counts, the meter of the whole counts too. */
export function meterWithin(whole: Meter): Meter {
  const part = createMeter();
  const counted = (name: keyof Meter) => ({
    enumerable: true,
    get: () => part[name],
    set(value: number) {
      whole[name] += value - part[name];
      part[name] = value;
    },
  });
  return Object.defineProperties(createMeter(), {
    d1: counted("d1"),
    objects: counted("objects"),
    retries: counted("retries"),
    rowsRead: counted("rowsRead"),
    rowsWritten: counted("rowsWritten"),
  });
}

/** The fields of a log line that say what it cost. */
export function costOf({ d1, objects, retries, rowsRead, rowsWritten }: Meter, durationMs: number) {
  return { duration_ms: durationMs, d1, objects, retries, rows_read: rowsRead, rows_written: rowsWritten };
}
