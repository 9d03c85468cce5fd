import type { Fragment } from "../storage/sql.ts";
import type { NewEvent } from "../write/event.ts";
import type { StateDefinition } from "../write/state.ts";
import type { Attributes, Condition } from "./extent.ts";

/** How the resources of one kind can be limited by conditions. A resource without it can only be granted as a whole. */
export interface ConditionalResource {
  readonly resource: string;
  /** What conditions can compare, each with a description. */
  readonly attributes: Readonly<Record<string, string>>;
  /** By the type of aggregate. Changes of aggregates of other types are not limited. */
  readonly aggregates: Readonly<Record<string, ConditionalAggregate>>;
}

/** How the aggregates of one type are compared with conditions. */
export interface ConditionalAggregate {
  /** The attributes of a state, in its newest version. Null if only its changes have attributes. */
  readonly ofState: ((state: unknown) => Attributes) | null;
  /** The attributes of a change. Null if the state after it says them. */
  readonly ofEvent: ((event: NewEvent) => Attributes | null) | null;
  /** The rows of the read model among which an id is, if one of the conditions is met. Null if the read model cannot tell. */
  readonly among: ((tenantId: string, conditions: readonly Condition[], id: Fragment) => Fragment) | null;
}

/** Aggregates whose state has the attributes. */
export function byState<State>(
  _: StateDefinition<State>,
  ofState: (state: State) => Attributes,
  among: ConditionalAggregate["among"] = null,
): ConditionalAggregate {
  // Whoever calls it has a state of this definition.
  return { ofState: (state) => ofState(state as State), ofEvent: null, among };
}
