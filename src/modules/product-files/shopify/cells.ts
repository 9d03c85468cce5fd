import { unguarded } from "../../../kernel/csv/formulas.ts";
import type { CsvRow, FileError } from "./schema.ts";

/**
 * Parses the cells of one row. Undefined means that the file has no such column, null that the cell is empty. Reports
 * unreadable cells and treats them as absent.
 */
export class Cells {
  readonly line: number;
  readonly #cells: CsvRow["cells"];
  readonly #exponent: number;
  readonly #report: (error: FileError) => void;

  constructor(row: Pick<CsvRow, "line" | "cells">, exponent: number, report: (error: FileError) => void) {
    this.line = row.line;
    this.#cells = row.cells;
    this.#exponent = exponent;
    this.#report = report;
  }

  text(column: string): string | null | undefined {
    const cell = Object.hasOwn(this.#cells, column) ? this.#cells[column]?.trim() : undefined;
    if (cell === undefined) return undefined;
    if (cell.includes("\u0000")) {
      this.unreadable(column, "has a NUL character");
      return undefined;
    }
    return cell === "" ? null : unguarded(cell);
  }

  hasColumn(column: string): boolean {
    return Object.hasOwn(this.#cells, column);
  }

  hasAny(columns: readonly string[]): boolean {
    return columns.some((column) => typeof this.text(column) === "string");
  }

  list(column: string): string[] | undefined {
    const text = this.text(column);
    if (text === undefined) return undefined;
    const parts = (text ?? "").split(",").map((part) => part.trim());
    return [...new Set(parts.filter((part) => part !== ""))];
  }

  flag(column: string): boolean | undefined {
    const text = this.text(column)?.toLowerCase();
    if (text === undefined || text === null) return undefined;
    if (text === "true" || text === "false") return text === "true";
    this.unreadable(column, "is neither true nor false");
    return undefined;
  }

  /** A whole number. Negative numbers become zero. */
  quantity(column: string): number | undefined {
    const text = this.text(column);
    if (text === undefined || text === null) return undefined;
    if (/^-?\d{1,12}(?:\.0+)?$/.test(text)) return Math.max(0, Number.parseInt(text, 10));
    this.unreadable(column, "is not a whole number");
    return undefined;
  }

  /** A weight in whole grams. Shopify converts ounces and pounds, so its files have decimals. */
  grams(column: string): number | undefined {
    const text = this.text(column);
    if (text === undefined || text === null) return undefined;
    if (/^(?:\d{1,12}(?:\.\d{0,30})?|\.\d{1,30})$/.test(text)) return Math.round(Number(text));
    this.unreadable(column, "is not a weight in grams");
    return undefined;
  }

  /** A decimal amount in minor units. Parsed digit by digit, because floats would lose precision. */
  amount(column: string): number | null | undefined {
    const text = this.text(column);
    if (text === undefined || text === null) return text;
    // Spreadsheets of many countries write a comma. Three digits behind it could be thousands.
    const [, whole, fraction = ""] =
      /^(\d{1,12})(?:\.(\d*))?$/.exec(text.replace(/,(?=\d{1,2}$)/, ".")) ?? [];
    const digits = fraction.replace(/0+$/, "");
    if (whole === undefined) this.unreadable(column, "is not a price such as 19.99");
    else if (digits.length > this.#exponent) this.unreadable(column, "has more decimals than the currency");
    else return Number(whole + digits.padEnd(this.#exponent, "0"));
    return undefined;
  }

  /** Reports an unreadable cell. */
  unreadable(field: string, detail: string): void {
    this.#report({ line: this.line, field, code: "unreadable", detail });
  }
}
