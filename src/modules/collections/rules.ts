import type { NewEvent } from "../../kernel/write/event.ts";
import { groupEvents } from "./events.ts";
import type { GroupState } from "./schema.ts";

/** Removes a product from its collections and categories. */
export function decideWithout(productId: string, groups: readonly GroupState[]): readonly NewEvent[] {
  return groups.map(({ id, kind, productIds }) =>
    groupEvents[kind].updated.of(id, { productIds: productIds.filter((one) => one !== productId) }),
  );
}
