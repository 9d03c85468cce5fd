import type { Envelope } from "../../../kernel/write/event.ts";
import { newestStates } from "../../../kernel/write/state.ts";
import { settingsTag } from "../../tenants/index.ts";
import type { StoreGroup } from "../presentation.ts";
import { type GroupKind, groupState } from "../schema.ts";

/** Changes with every collection, and with every category. */
export const groupsTag = { collection: "collections", category: "categories" } as const;

/** Changes with every collection or category that has, or once had, a handle in any language. */
export function groupHandleTag(kind: GroupKind, handle: string): string {
  return `${kind}-handle:${handle}`;
}

/** The tags of the collections and categories that events leave. A deleted one's handles are not known any more. */
export function tagsOfGroupEvents(run: readonly Envelope[]): readonly string[] {
  return (["collection", "category"] as const).flatMap((kind) => {
    const { alive, deleted } = newestStates(groupState[kind], run);
    if (alive.length + deleted.length === 0) return [];
    return [
      groupsTag[kind],
      ...[...alive, ...deleted].map(({ id }) => id),
      ...alive
        .flatMap(({ state }) => [...state.translations, ...state.redirects])
        .map(({ handle }) => groupHandleTag(kind, handle)),
    ];
  });
}

/**
 * The tags of a collection or category that was looked up by a handle. `answer` is null if there is none. What another handle
 * leads to depends on the handles of others.
 */
export function tagsOfGroup(
  kind: GroupKind,
  handle: string,
  answer: { readonly found: Pick<StoreGroup, "id" | "handle"> } | { readonly movedTo: string } | null,
): readonly string[] {
  const asked = [settingsTag, groupHandleTag(kind, handle)];
  if (answer === null) return asked;
  if ("movedTo" in answer) return [...asked, groupsTag[kind]];
  const { id, handle: current } = answer.found;
  return current === handle ? [...asked, id] : [...asked, groupsTag[kind]];
}

/** The tags of a list of collections or categories. */
export function tagsOfGroups(kind: GroupKind): readonly string[] {
  return [settingsTag, groupsTag[kind]];
}
