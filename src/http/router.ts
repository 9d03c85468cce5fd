import type { Result, Router } from "hono/router";
import { TrieRouter } from "hono/router/trie-router";
import { LRUCache } from "lru-cache";

/** The paths whose routes are remembered. */
const capacity = 4_000;
const longestPath = 300;

/**
 * Hono's router for any paths, with a memory of those that are asked for again and again. Its faster one takes no path whose parameter
 * stands where another path has a word, and to find that out took as long as all of this.
 */
export class RememberingRouter<Handler> implements Router<Handler> {
  readonly name = "RememberingRouter";
  readonly #router: Router<Handler> = new TrieRouter<Handler>();
  readonly #known = new LRUCache<string, Result<Handler>>({ max: capacity });

  add(method: string, path: string, handler: Handler): void {
    this.#router.add(method, path, handler);
  }

  match(method: string, path: string): Result<Handler> {
    if (path.length > longestPath) return this.#router.match(method, path);
    const key = `${method} ${path}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = this.#router.match(method, path);
    // A path that has no route is asked for once, or by somebody who tries many.
    if (found[0].length > 0) this.#known.set(key, found);
    return found;
  }
}
