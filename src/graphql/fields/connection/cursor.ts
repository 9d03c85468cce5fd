import { openCursor, sealCursor } from "../../../http/request/cursor.ts";
import type { Signer } from "../../../kernel/access/authenticator.ts";
import { refusalAt } from "../../../kernel/api/problem.ts";
import type { Keyset } from "../../../kernel/read/page.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";

/** A page that came before: where it began, and how many items of it came before the next page. */
export interface FormerPage {
  readonly start: Keyset | null;
  readonly length: number;
}

/**
 * The place of an item in a list. Operations continue after the last item of a page, so a place is named by the page it was on
 * and its index there. The pages before are the way back.
 */
export interface Place {
  /** Where the item's page begins. Null is the beginning of the list. */
  readonly start: Keyset | null;
  /** The items of the page up to this one, this one included. */
  readonly count: number;
  /** Where the list goes on right after the item, if it was the last of its page. */
  readonly next: Keyset | null;
  /** The nearest is the last. */
  readonly former: readonly FormerPage[];
}

/** The pages that a cursor remembers. */
const mostFormer = 20;

/** The cursor of a place. It is valid for its list only. */
export function sealPlace(
  signer: Signer,
  list: string,
  { start, count, next, former }: Place,
): Promise<string> {
  const kept = former.slice(-mostFormer).map(({ start: from, length }) => [from, length]);
  return sealCursor(signer, nameOf(list), [JSON.stringify([start, count, next, kept])]);
}

/** Opens a cursor. `argument` is what it was sent as. */
export async function openPlace(
  signer: Signer,
  list: string,
  cursor: string,
  argument: string,
): Promise<Result<Place>> {
  const opened = await openCursor(signer, nameOf(list), cursor);
  if (opened === null)
    return refused(
      refusalAt(
        "invalid-cursor",
        `/query/${argument}`,
        "The cursor is not from this list. Repeat all arguments of the field that returned it.",
      ),
    );
  const [start, count, next, former] = JSON.parse(String(opened[0])) as [
    Keyset | null,
    number,
    Keyset | null,
    [Keyset | null, number][],
  ];
  return ok({ start, count, next, former: former.map(([from, length]) => ({ start: from, length })) });
}

/** Cursors of REST and of connections are not interchangeable. */
function nameOf(list: string): string {
  return `connection ${list}`;
}
