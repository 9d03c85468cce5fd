import { admits } from "../../../kernel/access/permission.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Context, Releasable, ReleaseAction } from "../../../kernel/write/command.ts";
import type { ReleaseItem } from "../release/schema.ts";

/** An item, and what it is about. */
export interface ResolvedItem {
  readonly item: ReleaseItem;
  /** Undefined if no module declares the action for things of its type. */
  readonly action: ReleaseAction | undefined;
  /** The thing as it is now. Undefined if there is none. */
  readonly before: { readonly id: string } | undefined;
  /** Whether the caller could do the same without a release, to any thing of the type. */
  readonly isAllowed: boolean;
}

/** An item as it is stored, or as it is sent: without `data` if it leaves it out. */
type AnyItem = Omit<ReleaseItem, "data"> & { readonly data?: ReleaseItem["data"] | undefined };

/** Finds what items are about. */
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
    return {
      item: { ...item, data },
      action,
      before: releasable?.find(database, item.id),
      isAllowed: action !== undefined && admits(actor, grants, action.command.access),
    };
  });
}
