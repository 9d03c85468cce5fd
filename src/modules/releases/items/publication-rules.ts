import { type Refusal, refusal } from "../../../kernel/api/problem.ts";
import { byteLength } from "../../../kernel/json.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Included } from "../../../kernel/write/command.ts";
import { releaseLimits } from "../limits.ts";
import type { ReleaseItem } from "../release/schema.ts";
import type { ResolvedItem } from "./resolve.ts";
import { unknownAction } from "./rules.ts";

/** How the items of a release take effect, and how they are taken back. */
export interface Publication {
  readonly includes: Pick<Included, "commands" | "refusal">;
  readonly undo: ReleaseItem[];
}

/** The commands of all items, if the modules still know each. */
export function decidePublication(items: readonly ResolvedItem[]): Result<Publication> {
  const unknown = items.flatMap(({ item, action }, index) =>
    action === undefined ? [unknownAction(item, index)] : [],
  );
  if (unknown.length > 0)
    return refused(refusal("release-refused", "An item cannot take effect any more.", unknown));
  const undo = undoOf(items);
  const most = releaseLimits.release.value;
  if (byteLength(JSON.stringify(undo)) > most) {
    const detail = `What takes the release back would have more than ${most} bytes of JSON.`;
    return refused(refusal("too-large", detail));
  }
  const commands = items.flatMap(({ item, action }) =>
    action === undefined ? [] : [{ command: action.command, input: action.input(item.id, item.data ?? {}) }],
  );
  return ok({
    undo,
    includes: { commands, refusal: (index, refusal) => refusalOf(items[index]?.item, index, refusal) },
  });
}

/** The last thing first. */
function undoOf(items: readonly ResolvedItem[]): ReleaseItem[] {
  return items.toReversed().flatMap(({ item: { type, id }, undo }) => {
    if (undo === null) return [];
    // Data is made of a state, which is plain data.
    const data = (undo.data as ReleaseItem["data"] | undefined) ?? null;
    return [{ type, id, action: undo.action, data }];
  });
}

/** A refusal of an item, led to by where it is in the release. */
function refusalOf(
  item: ReleaseItem | undefined,
  index: number,
  { code, detail, errors = [] }: Refusal,
): Refusal {
  const pointer = `/items/${index}`;
  const within = item === undefined || item.data === null ? [] : errors;
  return refusal("release-refused", `Item ${index + 1} cannot take effect: ${detail}`, [
    ...(within.length === 0 ? [{ pointer, code, detail }] : []),
    ...within.map((error) => ({ ...error, pointer: `${pointer}/data${error.pointer}` })),
  ]);
}
