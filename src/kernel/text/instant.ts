import * as z from "zod";

/** An instant with any offset. It is stored as UTC with milliseconds, so that instants sort as texts. */
export const instantInput = z.iso
  .datetime({ offset: true })
  .overwrite(inUtc)
  // An offset can lead beyond the years that have four digits.
  .refine((text) => !/^[+-]/.test(text), "must be in the years 0000 to 9999");

/** What is no instant stays as it is: the schema has refused it. */
function inUtc(text: string): string {
  const at = Date.parse(text);
  return Number.isNaN(at) ? text : new Date(at).toISOString();
}
