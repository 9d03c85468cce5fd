/** Points of several series over time, as a chart takes them: the first row has the times, in seconds since 1970. */
export type Columns = readonly [times: readonly number[], ...series: readonly (readonly (number | null)[])[]];

/** A point in time, with the value of each series by name. */
export interface Point {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly values: Readonly<Record<string, number | null>>;
}

/** Adds something to the end of a list, and leaves out what is older than `keepMs`. */
export function appended<One extends { readonly at: number }>(
  list: readonly One[],
  one: One,
  keepMs: number,
): readonly One[] {
  return [...list.filter(({ at }) => at >= one.at - keepMs && at < one.at), one];
}

/** The names of the series with the highest values, the highest first. */
export function leadingSeries(points: readonly Point[], most: number): readonly string[] {
  const peaks = new Map<string, number>();
  for (const { values } of points)
    for (const [name, value] of Object.entries(values))
      peaks.set(name, Math.max(peaks.get(name) ?? 0, value ?? 0));
  return [...peaks]
    .sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1))
    .slice(0, most)
    .map(([name]) => name);
}

/**
 * The columns of a chart. Where nothing was measured for longer than `gapMs`, as while the page was hidden, the line breaks.
 */
export function columnsOf(points: readonly Point[], names: readonly string[], gapMs: number): Columns {
  const broken = points.flatMap((point, index): readonly Point[] => {
    const before = points[index - 1];
    const isGap = before !== undefined && point.at - before.at > gapMs;
    return isGap ? [{ at: before.at + 1_000, values: {} }, point] : [point];
  });
  return [
    broken.map(({ at }) => at / 1000),
    ...names.map((name) => broken.map(({ values }) => values[name] ?? null)),
  ];
}
