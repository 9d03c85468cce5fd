/**
 * Text that a spreadsheet would run as a formula when it opens the file. An apostrophe before it makes it text, as
 * spreadsheets themselves do. Text that already starts with one gets another, so reading restores the exact text.
 */
const formula = /^'*[=+\-@\t\r＝＋－＠]/;

/** Escapes text that looks like a formula. */
export function guarded(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** Reverts `guarded`. */
export function unguarded(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}
