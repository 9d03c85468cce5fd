import { z } from "zod";

/** The sort values of a page's last row. The next page starts after them. */
export type Keyset = readonly (string | number | null)[];

/** The parameters of a list query besides its filters. */
export interface PageRequest {
  readonly limit: number;
  readonly after: Keyset | null;
  readonly count: boolean;
}

const keyset = z
  .array(z.union([z.string(), z.number(), z.null()]))
  .readonly()
  .nullable();

/** The page parameters as an operation's input. */
export const pageRequest = z.object({
  limit: z.int().min(1).max(100).default(20),
  after: keyset.default(null),
  count: z.boolean().default(false),
});

/** The page parameters of a list without a total count. */
export const uncountedPageRequest = pageRequest.omit({ count: true });

/** A page of rows and the start of the next page. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: Keyset | null;
  readonly totalCount?: number | undefined;
}

/** The page size if the caller sends no `limit`. */
export const defaultLimit = 20;

/** The query parameters of a list without a total count. */
export const uncountedPageQuery = {
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/, "a whole number from 1 to 100")
    .default(String(defaultLimit))
    .transform(Number),
  cursor: z.string().max(2048).optional(),
};

/** The query parameters of all other lists. */
export const pageQuery = {
  ...uncountedPageQuery,
  count: z
    .enum(["true", "false"])
    .default("false")
    .transform((flag) => flag === "true"),
};

/** A filter with one value; null if omitted. */
export const filterText = z
  .string()
  .min(1)
  .max(128)
  .optional()
  .transform((value) => value ?? null);

/** The output of a list. Add fields beside its items with `pageOutput(item).extend({…})`. */
export function pageOutput<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item).readonly(),
    next: keyset,
    totalCount: z.int().optional(),
  });
}

/** Whether an output was created by `pageOutput`. */
export function isPageOutput(output: z.ZodType): output is ReturnType<typeof pageOutput> {
  return output instanceof z.ZodObject && output.shape.next === keyset;
}

/** The wire shape of a list. The start of the next page is sealed in a cursor. */
export function listOf(output: ReturnType<typeof pageOutput>): z.ZodType {
  const { items, next: _, ...beside } = output.shape;
  return z.object({ items: items.unwrap(), nextCursor: z.string().nullable(), ...beside });
}

/** Turns `limit + 1` rows into a page of at most `limit`. */
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
