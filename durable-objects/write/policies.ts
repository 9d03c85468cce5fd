import type { Registry } from "../../src/kernel/registry.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import type { Context, Plan } from "../../src/kernel/write/command.ts";

/** A decision together with what follows from its events by the policies of other modules. */
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
  return {
    events: [...events, ...followed.flatMap((one) => one.events ?? [])],
    writeState(written) {
      writeState?.(written);
      for (const one of followed) one.writeState?.(written);
    },
  };
}
