import type { NewEvent } from "../../../kernel/write/event.ts";
import { customerAddressErased } from "../addresses/events.ts";
import { customerErased } from "../events.ts";
import type { Person } from "./store.ts";

/** Erases a person from the customers and the address book. Other modules follow the events. */
export function decideErasure({
  customerIds,
  addressIds,
}: Pick<Person, "customerIds" | "addressIds">): readonly NewEvent[] {
  return [
    ...customerIds.map((id) => customerErased.of(id, {})),
    ...addressIds.map((id) => customerAddressErased.of(id, {})),
  ];
}
