import { ProblemError, problemIn } from "./problem.ts";
import type { AnyCall, AnyOptions, Page } from "./types.ts";

/**
 * All items of a list, page by page, as they are asked for.
 *
 * @throws {ProblemError} If a page is refused.
 */
export async function* followPages(
  get: AnyCall,
  path: string,
  options: AnyOptions = {},
): AsyncGenerator<unknown, void, undefined> {
  let cursor: unknown = options.params?.query?.cursor;
  do {
    const query = { ...options.params?.query, cursor };
    const { data, error, response } = await get(path, { ...options, params: { ...options.params, query } });
    if (error !== undefined) throw new ProblemError(problemIn(error, response));
    // Only paths of lists are taken, and these answer pages.
    const page = data as Page<unknown>;
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
