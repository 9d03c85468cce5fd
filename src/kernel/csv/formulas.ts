/*
 * A spreadsheet runs a cell as a formula if it begins with one of a few characters, also behind blanks and quotes. Where
 * the list separator is a semicolon, it splits our cells at semicolons, and at line breaks and tabs, since it doesn't
 * see their quotes. So a formula can begin at any of them. An apostrophe before it makes it text, as spreadsheets
 * themselves do. Text that already has one there gets another, so reading restores the exact text.
 */

/** Escapes what a spreadsheet would run as a formula. */
export function guarded(text: string): string {
  let copied = 0;
  let written = "";
  for (const place of formulaPlaces(text)) {
    written += `${text.slice(copied, place)}'`;
    copied = place;
  }
  return written + text.slice(copied);
}

/** Reverts `guarded`. */
export function unguarded(cell: string): string {
  let copied = 0;
  let read = "";
  for (const place of formulaPlaces(cell)) {
    if (cell[place] !== "'") continue;
    read += cell.slice(copied, place);
    copied = place + 1;
  }
  return read + cell.slice(copied);
}

/**
 * Where a cell can begin that a spreadsheet would run: at the start, or behind a separator, if nothing but blanks,
 * quotes and apostrophes is before the formula. Apostrophes that `guarded` adds don't change the places.
 */
function formulaPlaces(text: string): readonly number[] {
  // A tab or line break at the start of a cell counts as a formula by itself.
  const places = startsWithBreak.test(text) ? [0] : [];
  let candidates: number[] = places.length > 0 ? [] : [0];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (beginsFormula(code)) for (const candidate of candidates) places.push(candidate);
    if (candidates.length > 0 && !isSkipped(code)) candidates = [];
    if (isSeparator(code)) candidates.push(index + 1);
  }
  return places;
}

const startsWithBreak = /^'*[\t\r\n]/;

/** One of `=+-@`, or the same in full width. */
function beginsFormula(code: number): boolean {
  const narrow = code > fullWidth ? code - fullWidth : code;
  return narrow === 61 || narrow === 43 || narrow === 45 || narrow === 64;
}

const fullWidth = "＝".charCodeAt(0) - "=".charCodeAt(0);

/** A semicolon, tab or line break. */
function isSeparator(code: number): boolean {
  return code === 59 || code === 9 || code === 10 || code === 13;
}

/** Blanks, quotes, apostrophes, and characters without a width. */
function isSkipped(code: number): boolean {
  if (code < 128) return code <= 32 || code === 34 || code === 39 || code === 127;
  return blank.test(String.fromCharCode(code));
}

const blank = /^[\s\p{Cc}\p{Cf}]$/u;
