import type { Signer } from "../../../kernel/access/authenticator.ts";
import { refusalAt } from "../../../kernel/api/problem.ts";
import { defaultLimit, type Keyset, type Page, pageLimits } from "../../../kernel/read/page.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { PageWindow } from "../arguments.ts";
import { type FormerPage, openPlace, type Place, sealPlace } from "./cursor.ts";

/** Reads up to `limit` items of a list. */
export type ReadPage = (limit: number, after: Keyset | null) => Promise<Result<Page<unknown>>>;

/** A part of a list, as a connection shows it. */
export interface Window {
  readonly items: readonly unknown[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** The page that it was taken from, with what stands beside its items. */
  readonly page: Page<unknown>;
  readonly cursorOf: (index: number) => Promise<string>;
}

interface Listed {
  readonly signer: Signer;
  /** The name of the list. */
  readonly list: string;
  readonly readPage: ReadPage;
}

const { value: most } = pageLimits.items;

/** Reads the part of a list that the arguments of a connection ask for. */
export async function readWindow(listed: Listed, window: PageWindow): Promise<Result<Window>> {
  const { first = null, last = null, after = null, before = null } = window;
  const isBackward = last !== null || (before !== null && first === null);
  if (first !== null && last !== null)
    return wrong("last", "`first` and `last` ask for different pages: send one of them.");
  if (after !== null && before !== null) return wrong("before", "`after` and `before` can't be combined.");
  if (isBackward ? after !== null : before !== null)
    return wrong(isBackward ? "after" : "before", "`first` goes with `after`, and `last` with `before`.");
  const size = (isBackward ? last : first) ?? defaultLimit;
  if (size < 1 || size > most)
    return wrong(isBackward ? "last" : "first", `A whole number from 1 to ${most}.`);
  if (!isBackward) return readForward(listed, size, after);
  return before === null ? readEnd(listed, size) : readBackward(listed, size, before);
}

function wrong(argument: string, detail: string): Result<never> {
  return refused(refusalAt("validation-failed", `/query/${argument}`, detail, "invalid"));
}

async function readForward(listed: Listed, first: number, after: string | null): Promise<Result<Window>> {
  if (after === null)
    return windowOf(listed, await listed.readPage(first, null), { start: null, skip: 0, former: [] });
  const opened = await openPlace(listed.signer, listed.list, after, "after");
  if (!opened.ok) return opened;
  const { start, count, next, former } = opened.value;
  if (next !== null) {
    const passed = [...former, { start, length: count }];
    return windowOf(listed, await listed.readPage(first, next), { start: next, skip: 0, former: passed });
  }
  if (count + first <= most)
    return windowOf(listed, await listed.readPage(count + first, start), { start, skip: count, former });
  // The rest of its page, and then the next one, are more than a page.
  const skipped = await listed.readPage(count, start);
  if (!skipped.ok) return skipped;
  const { next: beyond } = skipped.value;
  if (beyond === null) return windowOf(listed, skipped, { start, skip: count, former });
  const passed = [...former, { start, length: count }];
  return windowOf(listed, await listed.readPage(first, beyond), { start: beyond, skip: 0, former: passed });
}

interface At {
  readonly start: Keyset | null;
  /** The items at the beginning of the page that are left out. */
  readonly skip: number;
  readonly former: readonly FormerPage[];
}

function windowOf(
  { signer, list }: Listed,
  read: Result<Page<unknown>>,
  { start, skip, former }: At,
): Result<Window> {
  if (!read.ok) return read;
  const { items, next } = read.value;
  return ok({
    items: items.slice(skip),
    hasNextPage: next !== null,
    hasPreviousPage: skip > 0 || start !== null,
    page: read.value,
    cursorOf: (index) => {
      const count = skip + index + 1;
      return sealPlace(signer, list, { start, count, next: count === items.length ? next : null, former });
    },
  });
}

/** The items before a place, from as many pages as it takes. */
async function readBackward(listed: Listed, last: number, before: string): Promise<Result<Window>> {
  const opened = await openPlace(listed.signer, listed.list, before, "before");
  if (!opened.ok) return opened;
  let place: Omit<Place, "next"> = { ...opened.value, count: opened.value.count - 1 };
  while (place.count === 0) {
    const nearest = place.former.at(-1);
    if (nearest === undefined) return place.start === null ? ok(nothingBefore) : tooFar;
    place = { start: nearest.start, count: nearest.length, former: place.former.slice(0, -1) };
  }
  const { start, count, former } = place;
  const read = await listed.readPage(count, start);
  const skip = Math.max(0, count - last);
  const window = windowOf(listed, read, { start, skip, former });
  return window.ok ? ok({ ...window.value, hasNextPage: true }) : window;
}

const tooFar = wrong("before", "The way back is not known any more. Start over without a cursor.");

const nothingBefore: Window = {
  items: [],
  hasNextPage: true,
  hasPreviousPage: false,
  page: { items: [] as readonly unknown[] as Page<unknown>["items"], next: null },
  cursorOf: () => Promise.reject(new Error("an empty page has no cursor")),
};

/** The end of a list can be told only where the whole list is a page. */
async function readEnd(listed: Listed, last: number): Promise<Result<Window>> {
  const whole = await listed.readPage(most, null);
  if (!whole.ok) return whole;
  if (whole.value.next !== null)
    return wrong(
      "last",
      `Lists of more than ${most} items take \`last\` together with \`before\`. Reverse the order, or begin with \`first\`.`,
    );
  const skip = Math.max(0, whole.value.items.length - last);
  return windowOf(listed, whole, { start: null, skip, former: [] });
}
