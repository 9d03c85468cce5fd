import type { Registry } from "../../../src/kernel/registry.ts";
import type { TenantDatabase } from "../../../src/kernel/storage/storage.ts";
import type { Context, Plan } from "../../../src/kernel/write/command.ts";
import type { NewEvent } from "../../../src/kernel/write/event.ts";

/** A decision together with what follows from its events by the policies of other modules. Nothing happens to a thing twice. */
export function withPolicies(
  { policiesByEvent }: Pick<Registry, "policiesByEvent">,
  database: TenantDatabase,
  { events, writeState }: Plan,
  context: Context,
): Pick<Plan, "events" | "writeState"> {
  const followed = events.flatMap((event) =>
    (policiesByEvent.get(event.type) ?? []).map((policy) => policy.follow(database, event, context)),
  );
  if (followed.length === 0) return writeState === undefined ? { events } : { events, writeState };
  const isNew = (event: NewEvent) => !events.some((one) => one.type === event.type && isSame(one, event));
  return {
    events: [...events, ...followed.flatMap((one) => one.events?.filter(isNew) ?? [])],
    writeState(written) {
      writeState?.(written);
      for (const one of followed) one.writeState?.(written);
    },
  };
}

function isSame({ aggregate: one }: NewEvent, { aggregate: other }: NewEvent): boolean {
  return one.type === other.type && one.id === other.id;
}
