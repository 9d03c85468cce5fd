import type { Row } from "../kept/rows.ts";

/** Rows that only one side has, as sentences; a few are enough to see what is wrong. */
export function differences(what: string, kept: readonly Row[], expected: readonly Row[]): string[] {
  const keptTexts = new Set(kept.map((row) => JSON.stringify(row)));
  const expectedTexts = new Set(expected.map((row) => JSON.stringify(row)));
  const missing = [...expectedTexts].filter((text) => !keptTexts.has(text));
  const surplus = [...keptTexts].filter((text) => !expectedTexts.has(text));
  return [
    ...told(`${what} has not`, missing),
    ...told(`${what} should not have`, surplus),
    ...(kept.length === expected.length || missing.length + surplus.length > 0
      ? []
      : [`${what} has ${kept.length} rows in place of ${expected.length}`]),
  ];
}

const mostShown = 3;

function told(how: string, rows: readonly string[]): readonly string[] {
  const shown = rows.slice(0, mostShown).map((row) => `${how} ${row.slice(0, 600)}`);
  return rows.length > mostShown ? [...shown, `${how} ${rows.length - mostShown} more`] : shown;
}
