import type { Refusal } from "../../kernel/api/problem.ts";
import type { ReadPosition } from "../../kernel/read/position.ts";
import type { Rendered } from "../response/render.ts";

/** An answer as it travels between the layers of the cache. Plain data. */
export interface StoredAnswer {
  /** The finished response, or why there is none: a 404. */
  readonly content: Rendered | { readonly refusal: Refusal };
  /** Milliseconds since 1970, when the read model was read. */
  readonly filledAt: number;
  /** The position that the read model had then. */
  readonly position: ReadPosition;
  /** What the answer was made from. */
  readonly tags: readonly string[];
}

/** What the projector has changed in a tenant's read model. */
export interface Changes extends ReadPosition {
  /** The newest position of each tag that changed, as far back as `floor`. */
  readonly tags: ReadonlyMap<string, number>;
  /** What was read at an earlier position can't be compared with the tags. */
  readonly floor: number;
}

/** The tag of everything a tenant has. */
export const everything = "*";

/** Whether the projector has changed something that the answer was made from. */
export function isChanged({ position, tags }: StoredAnswer, changes: Changes): boolean {
  return position.epoch !== changes.epoch || position.seq < neededSeq(tags, changes);
}

/** The lowest position at which an answer with these tags is still the newest. */
export function neededSeq(tags: readonly string[], changes: Changes): number {
  let newest = Math.max(changes.floor, changes.tags.get(everything) ?? 0);
  for (const tag of tags) newest = Math.max(newest, changes.tags.get(tag) ?? 0);
  return newest;
}

/** About how many bytes of memory an answer takes. */
export function sizeOf({ content, tags }: StoredAnswer): number {
  const text = "refusal" in content ? 0 : (content.body?.length ?? 0);
  return overheadBytes + 2 * text + tags.length * tagBytes;
}

/** Header fields, keys and objects. */
const overheadBytes = 2_000;
const tagBytes = 64;
