import { z } from "zod";

/** The sort values of the last row of a page: where the next one begins. */
export type Keyset = readonly (string | number | null)[];

/** What a list query takes besides its filters. */
export interface PageRequest {
  readonly limit: number;
  readonly after: Keyset | null;
  readonly count: boolean;
}

const keyset = z
  .array(z.union([z.string(), z.number(), z.null()]))
  .readonly()
  .nullable();

/** The same as the input of an operation. */
export const pageRequest = z.object({
  limit: z.int().min(1).max(100).default(20),
  after: keyset.default(null),
  count: z.boolean().default(false),
});

/** What a list takes that is never counted as a whole. */
export const uncountedPageRequest = pageRequest.omit({ count: true });

/** A page of rows, and where the next one begins. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: Keyset | null;
  readonly totalCount?: number | undefined;
}

/** Items on a page where the caller names no `limit`. */
export const defaultLimit = 20;

/** What a list takes that is never counted as a whole. */
export const uncountedPageQuery = {
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/, "a whole number from 1 to 100")
    .default(String(defaultLimit))
    .transform(Number),
  cursor: z.string().max(2048).optional(),
};

/** The query parameters that every other list takes. */
export const pageQuery = {
  ...uncountedPageQuery,
  count: z
    .enum(["true", "false"])
    .default("false")
    .transform((flag) => flag === "true"),
};

/** One value that a list is narrowed by; null where it is left out. */
export const filterText = z
  .string()
  .min(1)
  .max(128)
  .optional()
  .transform((value) => value ?? null);

/** The output of a list. More fields may stand beside its items: `pageOutput(item).extend({…})`. */
export function pageOutput<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item).readonly(),
    next: keyset,
    totalCount: z.int().optional(),
  });
}

/** Whether an output is a list, as `pageOutput` makes them. */
export function isPageOutput(output: z.ZodType): output is ReturnType<typeof pageOutput> {
  return output instanceof z.ZodObject && output.shape.next === keyset;
}

/** The wire shape of a list: where the next page begins is sealed in a cursor. */
export function listOf(output: ReturnType<typeof pageOutput>): z.ZodType {
  const { items, next: _, ...beside } = output.shape;
  return z.object({ items: items.unwrap(), nextCursor: z.string().nullable(), ...beside });
}

/** Cuts `limit + 1` rows to a page. */
export function pageOf<Source, Item>(
  rows: readonly Source[],
  limit: number,
  keysetOf: (row: Source) => Keyset,
  itemOf: (row: Source) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(itemOf),
    next: rows.length > limit && last !== undefined ? keysetOf(last) : null,
  };
}
