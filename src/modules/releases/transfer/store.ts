import type { PointedError } from "../../../kernel/api/problem.ts";
import { byteLength } from "../../../kernel/json.ts";
import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { releaseLimits } from "../limits.ts";
import { type Release, type ReleaseItem, releaseState } from "../release/schema.ts";
import { removeRelease, writeRelease } from "../release/store.ts";

/** Releases as they are. Items that no module here knows are refused when they are due. */
export const releaseTransfer = defineTransfer(releaseState, {
  event: "content.release.imported",
  conflicts: (_, { state }) => unsound(state),
  write: (database, { state }) => writeRelease(database, state),
  remove: removeRelease,
});

/** What no release here could be. */
function unsound({ status, publishAt, items, undo }: Release): readonly PointedError[] {
  const isSettled = (status === "scheduled") === (publishAt !== null);
  return [
    ...(isSettled ? [] : [unfit("/publishAt", "Scheduled releases have it, and no others")]),
    ...unsoundItems("/items", items),
    ...unsoundItems("/undo", undo),
  ];
}

function unsoundItems(pointer: string, items: readonly ReleaseItem[]): readonly PointedError[] {
  const { releaseItems, release } = releaseLimits;
  if (items.length > releaseItems.value) return [unfit(pointer, `has more than ${releaseItems.value} items`)];
  if (byteLength(JSON.stringify(items)) > release.value)
    return [unfit(pointer, `has more than ${release.value} bytes`)];
  const things = new Set(items.map(({ type, id }) => `${type} ${id}`));
  return things.size < items.length ? [unfit(pointer, "has two items of a thing")] : [];
}

function unfit(pointer: string, detail: string): PointedError {
  return { pointer: `/state${pointer}`, code: "invalid-release", detail };
}
