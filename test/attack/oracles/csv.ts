import { parse } from "csv-parse/sync";

/** Cells that a spreadsheet would run, whatever it takes for the separator. */
export function faultsInCsv(text: string): readonly string[] {
  const records: readonly (readonly string[])[] = parse(text, { relax_column_count: true });
  return records.flatMap((record, line) =>
    record.flatMap((cell) =>
      cellsIn(cell).some(isFormula)
        ? [`row ${line + 1} has the formula ${JSON.stringify(cell.slice(0, 80))}`]
        : [],
    ),
  );
}

/** Where the list separator is a semicolon, a spreadsheet splits a cell there, quoted or not. */
function cellsIn(cell: string): readonly string[] {
  return cell.split(/[;\t\r\n]/);
}

/** Blanks, quotes and characters without a width do not keep a spreadsheet from it. A number is only a number. */
function isFormula(cell: string): boolean {
  const bare = cell.replace(/^[\s"\p{Cc}\p{Cf}]+/u, "");
  return /^[=+\-@＝＋－＠]/u.test(bare) && !/^-?\d+(?:\.\d+)?$/.test(bare);
}
