import * as z from "zod";
import { shownAs } from "../api/query-parameters.ts";
import { byteLength, jsonOf } from "../json.ts";
import { defineLimits } from "../limit.ts";

/** The bounds of a page of a list. */
export const pageLimits = defineLimits({
  items: {
    value: 100,
    unit: "count",
    per: "response",
    what: "Items in a page of a list",
    beyond: "400 `validation-failed`",
  },
  bytes: {
    value: 1024 * 1024,
    unit: "bytes",
    per: "response",
    what: "The items of a page of a list",
    beyond: "the page ends early, after at least one item; `nextCursor` continues it",
  },
});

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

/** A page as it is if the caller says nothing about it. */
export const firstPage: PageRequest = { limit: 20, after: null, count: false };

/** The page parameters as an operation's input. */
export const pageRequest = z.object({
  limit: z.int().min(1).max(pageLimits.items.value).default(20),
  after: keyset.default(null),
  count: z.boolean().default(false),
});

/** The page parameters of a list without a total count. */
export const uncountedPageRequest = pageRequest.omit({ count: true });

declare const bounded: unique symbol;

/** The items of a page. Only `pageOf` creates them, so that every list has the bound of a page. */
export type PageItems<Item> = readonly Item[] & { readonly [bounded]: true };

/** A page of rows and the start of the next page. */
export interface Page<Item> {
  readonly items: PageItems<Item>;
  readonly next: Keyset | null;
  readonly totalCount?: number | undefined;
}

/** A cursor has the sort values of a row, such as a title. */
const longestCursor = 4_096;

/** The page size if the caller sends no `limit`. */
export const defaultLimit = 20;

/** The query parameter `limit`. */
export function limitParameter(ifOmitted: number) {
  return shownAs(
    () => z.int().min(1).max(pageLimits.items.value).default(ifOmitted),
    z
      .string()
      .regex(/^(?:[1-9]\d?|100)$/, "must be a whole number from 1 to 100")
      .default(String(ifOmitted))
      .transform(Number),
  );
}

/** The query parameters of a list without a total count. */
export const uncountedPageQuery = {
  limit: limitParameter(defaultLimit),
  cursor: z.string().max(longestCursor).optional(),
};

/** The query parameters of all other lists. */
export const pageQuery = {
  ...uncountedPageQuery,
  count: shownAs(
    () => z.boolean().default(false),
    z
      .enum(["true", "false"])
      .default("false")
      .transform((flag) => flag === "true"),
  ),
};

/** A filter with one value; null if omitted. */
export const filterText = z
  .string()
  .min(1)
  .max(128)
  .optional()
  .transform((value) => value ?? null);

/** A filter by the trace id of the request. */
export const traceFilter = z
  .string()
  .regex(/^[0-9a-f]{32}$/i, "must be a trace id of 32 hexadecimal digits")
  .optional()
  .transform((value) => value?.toLowerCase() ?? null)
  .describe("The `traceId` of a request: what it did itself, and what followed in the same trace.");

/** A filter by the request's id. */
export const requestFilter = filterText
  .transform((value) => value?.toUpperCase() ?? null)
  .describe("The `X-Request-Id` of a request.");

/** The output of a list. Add fields beside its items with `pageOutput(item).extend({…})`. */
export function pageOutput<Item extends z.ZodType>(item: Item) {
  return z.object({
    // Only the document and the tests read it, so it is created when they do.
    get items() {
      // The mark of `PageItems` exists only as a type.
      return z.array(item).readonly() as z.ZodReadonly<z.ZodArray<Item>> &
        z.ZodType<PageItems<z.output<Item>>>;
    },
    next: keyset,
    totalCount,
  });
}

const totalCount = z.int().optional();

/** Whether an output was created by `pageOutput`. */
export function isPageOutput(output: z.ZodType): output is ReturnType<typeof pageOutput> {
  return output instanceof z.ZodObject && output.shape.next === keyset;
}

/** The wire shape of a list. The start of the next page is sealed in a cursor. */
export function listOf(output: ReturnType<typeof pageOutput>): z.ZodType {
  const { items, next: _, ...beside } = output.shape;
  return z.object({ items: items.unwrap(), nextCursor: z.string().nullable(), ...beside });
}

/** Shows the items of a page differently. Each must stay about as large as it was, because the page is not cut again. */
export function mapItems<Item, Other>(page: Page<Item>, show: (item: Item) => Other): Page<Other> {
  return { ...page, items: page.items.map(show) as readonly Other[] as PageItems<Other> };
}

/**
 * Turns `limit + 1` rows into a page of at most `limit`, and at most `pageLimits.bytes` of JSON. A row without an item
 * is skipped. The page ends before a row that is not `fitting`; see `fitted`.
 */
export function pageOf<Source, Item>(
  rows: readonly Source[],
  limit: number,
  keysetOf: (row: Source) => Keyset,
  itemOf: (row: Source) => Item | undefined,
  fitting: (row: Source) => boolean = () => true,
): Page<Item> {
  const items: Item[] = [];
  let bytes = 0;
  let end: Source | undefined;
  let count = 0;
  for (const row of rows.slice(0, limit)) {
    if (!fitting(row)) break;
    const item = itemOf(row);
    if (item !== undefined) {
      bytes += byteLength(jsonOf(item));
      if (items.length > 0 && bytes > pageLimits.bytes.value) break;
      items.push(item);
    }
    end = row;
    count += 1;
  }
  return {
    // This is where the bound is kept.
    items: items as readonly Item[] as PageItems<Item>,
    next: end !== undefined && count < rows.length ? keysetOf(end) : null,
  };
}
