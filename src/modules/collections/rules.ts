import type { NewEvent } from "../../kernel/write/event.ts";
import { groupEvents } from "./events.ts";
import type { GroupState } from "./schema.ts";

/** Takes a product out of the collections and categories that hold it. */
export function decideWithout(productId: string, groups: readonly GroupState[]): readonly NewEvent[] {
  return groups.map(({ id, kind, productIds }) =>
    groupEvents[kind].updated.of(id, { productIds: productIds.filter((one) => one !== productId) }),
  );
}
