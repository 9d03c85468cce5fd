import { expect } from "vitest";
import type { z } from "zod";
import type { Operation } from "../../src/kernel/operation/operation.ts";
import { textStream } from "../../src/kernel/operation/operation.ts";

/**
 * Fails the test if a response doesn't match its schema. Extra fields fail too: parsing drops them, so the
 * parsed value differs from the response.
 */
export function checkAgainst(schema: z.ZodType, answer: unknown, what: string): void {
  const parsed = schema.safeParse(answer);
  expect(parsed.error, `${what} answers its schema`).toBeUndefined();
  expect(answer, `${what} answers no more than its schema`).toEqual(parsed.data);
}

/** The same check for an operation's result. Streams are checked where they are read. */
export function checkOutput({ name, output }: Pick<Operation, "name" | "output">, answer: unknown): void {
  if (output !== textStream) checkAgainst(output, answer, name);
}
