import type { TenantDatabase } from "../storage/storage.ts";
import type { Context, Plan } from "./command.ts";
import type { EventDefinition, NewEvent } from "./event.ts";

/**
 * What a module does about an event of another module, in the transaction of the event: whenever a customer is deleted, its
 * sessions end. For what must not be later than the event. Whatever may be later is a scheduled job or a reaction.
 */
export interface Policy {
  readonly consumes: readonly EventDefinition[];
  /** Decides like a command, on the state before the event. Its own events lead to no further policies. */
  follow(database: TenantDatabase, event: NewEvent, context: Context): Consequence;
}

/** The events and the working state that follow from an event. */
export type Consequence = Partial<Pick<Plan, "events" | "writeState">>;

/** Declares a policy for events that have this data in common. */
export function definePolicy<Data>(policy: {
  readonly consumes: readonly EventDefinition<Data>[];
  readonly follow: (database: TenantDatabase, event: NewEvent<Data>, context: Context) => Consequence;
}): Policy {
  return {
    consumes: policy.consumes,
    // The registry hands it events of the types that it consumes only, in their newest version.
    follow: (database, event, context) => policy.follow(database, event as NewEvent<Data>, context),
  };
}
