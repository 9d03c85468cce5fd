import { expect } from "vitest";
import type { z } from "zod";
import type { Operation } from "../../src/kernel/operation/operation.ts";
import { textStream } from "../../src/kernel/operation/operation.ts";

/**
 * Fails the test where an answer is not what its schema says. A field that is answered but not in the schema is a mistake
 * as well: parsing drops it, and then the two differ.
 */
export function checkAgainst(schema: z.ZodType, answer: unknown, what: string): void {
  const parsed = schema.safeParse(answer);
  expect(parsed.error, `${what} answers its schema`).toBeUndefined();
  expect(answer, `${what} answers no more than its schema`).toEqual(parsed.data);
}

/** The same for what an operation answers. A stream is looked at where it is read. */
export function checkOutput({ name, output }: Pick<Operation, "name" | "output">, answer: unknown): void {
  if (output !== textStream) checkAgainst(output, answer, name);
}
