/**
 * Whether a product can't be imported as its owner means it without this column. Any other cell that can't be used becomes
 * a warning, and the product is imported without it. The empty name stands for a whole row.
 */
export function isEssential(column: string): boolean {
  return essential.has(column) || /^Option\d+ (?:Name|Value)$/.test(column);
}

const essential: ReadonlySet<string> = new Set(["", "Handle", "Title", "Variant SKU", "Variant Price"]);
