import { admits } from "../../../kernel/access/permission.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Context, Releasable, ReleaseAction, ReleaseStep } from "../../../kernel/write/command.ts";
import type { ReleaseItem } from "../release/schema.ts";

/** An item, and what it is about. */
export interface ResolvedItem {
  readonly item: ReleaseItem;
  /** Undefined if no module declares the action for things of its type. */
  readonly action: ReleaseAction | undefined;
  /** The thing's own id, in its canonical spelling. Undefined if there is no such thing. */
  readonly id: string | undefined;
  /** What takes the item back. Null if it changes nothing. */
  readonly undo: ReleaseStep | null;
  /** Whether the caller could do the same without a release, to any thing of the type. */
  readonly isAllowed: boolean;
}

/** An item as it is stored, or as it is sent: without `data` if it leaves it out. */
type AnyItem = Omit<ReleaseItem, "data"> & { readonly data?: ReleaseItem["data"] | undefined };

/** Finds what items are about. The states of the things are not kept: fifty can be large. */
export function resolveItems(
  database: TenantDatabase,
  items: readonly AnyItem[],
  { actor, grants, modules }: Pick<Context, "actor" | "grants" | "modules">,
): readonly ResolvedItem[] {
  const all = modules.flatMap(({ releasables = [] }) => releasables);
  const releasableByType = new Map(all.map((one): [string, Releasable] => [one.type, one]));
  return items.map(({ data = null, ...item }) => {
    const releasable = releasableByType.get(item.type);
    const action =
      releasable !== undefined && Object.hasOwn(releasable.actions, item.action)
        ? releasable.actions[item.action]
        : undefined;
    const thing = releasable?.find(database, item.id);
    return {
      item: { ...item, data },
      action,
      id: thing?.id,
      undo: thing === undefined ? null : (action?.undo(thing, data ?? {}) ?? null),
      isAllowed: action !== undefined && admits(actor, grants, action.command.access),
    };
  });
}
