import type { Refusal } from "../../kernel/api/problem.ts";
import type { ReadModelRevision } from "../../kernel/read/position.ts";
import { everyTag } from "../../projection/positions/cache-tags.ts";
import type { Rendered } from "../response/render.ts";

/** An answer as it travels between the layers of the cache. Plain data. */
export interface StoredAnswer {
  /** The finished response, or why there is none: a 404. */
  readonly content: Rendered | { readonly refusal: Refusal };
  /** Milliseconds since 1970, when the read model was read. */
  readonly filledAt: number;
  /** Where the read model was then. */
  readonly revision: ReadModelRevision;
  /** What the answer was made from. */
  readonly tags: readonly string[];
}

/** What the projector has changed in a tenant's read model. */
export interface Changes extends ReadModelRevision {
  /** The revision of each tag's last change, as far back as `floor`. */
  readonly tags: ReadonlyMap<string, number>;
  /** What was read at an earlier revision can't be compared with the tags. */
  readonly floor: number;
}

/** Whether the projector has changed something that the answer was made from. */
export function isChanged({ revision, tags }: StoredAnswer, changes: Changes): boolean {
  return revision.epoch !== changes.epoch || revision.revision < neededRevision(tags, changes);
}

/** The lowest revision at which an answer with these tags is still the newest. */
export function neededRevision(tags: readonly string[], changes: Changes): number {
  let newest = Math.max(changes.floor, changes.tags.get(everyTag) ?? 0);
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
