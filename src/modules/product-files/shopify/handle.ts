import { handleFromTitle, maxHandleLength } from "../../../kernel/values/handle.ts";

/** The handle that a cell stands for. Different spellings can stand for the same handle. */
export function handleIn(cell: string): string {
  // Most of a longer cell would be cut off anyway, and transliterating it takes long.
  return handleFromTitle(cell.slice(0, 4 * maxHandleLength));
}
