import type { Result } from "../../kernel/values/result.ts";
import type { NewEvent } from "../../kernel/write/event.ts";
import { checkSize } from "../../kernel/write/size.ts";
import { groupEvents } from "./events.ts";
import { groupLimits } from "./limits.ts";
import type { GroupKind, GroupState } from "./schema.ts";

/** Removes a product from its collections and categories. */
export function decideWithout(productId: string, groups: readonly GroupState[]): readonly NewEvent[] {
  return groups.map(({ id, kind, productIds }) =>
    groupEvents[kind].updated.of(id, { productIds: productIds.filter((one) => one !== productId) }),
  );
}

/** Refuses a change that makes a collection or category too large. `sent` is the request. */
export function checkGroupSize(
  kind: GroupKind,
  current: GroupState | null,
  change: Partial<GroupState> & { readonly removedLocales?: readonly string[] },
  sent: object,
): Result<null> {
  const { translations: changed = [], removedLocales = [], ...fields } = change;
  const locales = new Set([...changed.map(({ locale }) => locale), ...removedLocales]);
  const unchanged = current?.translations.filter(({ locale }) => !locales.has(locale)) ?? [];
  const after = { ...current, ...fields, translations: [...unchanged, ...changed] };
  return checkSize(groupLimits.group, { what: `A ${kind}`, before: current, after, sent });
}
