/**
 * What a spreadsheet would take for a formula, and run, when it opens the file. An apostrophe before it makes it text,
 * which is what spreadsheets themselves write and read. One that is there already gets another, so that the way back
 * leads to the very same text.
 */
const formula = /^'*[=+\-@\t\r＝＋－＠]/;

/** A cell that says what the text says, and does nothing. */
export function guarded(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** The text that such a cell says. */
export function unguarded(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}
