import { unguarded } from "../../../kernel/csv/formulas.ts";

/** The handle that a cell stands for: the text itself. Two texts that only sound alike are two products. */
export function handleIn(cell: string): string {
  return unguarded(cell.trim());
}
