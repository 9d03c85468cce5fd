import type { Actor } from "./access/actor.ts";
import type { Grants } from "./access/permission.ts";
import type { Route } from "./api/route.ts";
import type { NumberSeries } from "./delivery/epoch.ts";
import type { Subscription } from "./delivery/subscription.ts";
import type { SystemCommands } from "./delivery/system-commands.ts";
import type { ObjectQuery } from "./read/query.ts";
import type { View } from "./read/view.ts";
import type { Migration, TenantDatabase } from "./storage/storage.ts";
import type { Command, Context } from "./write/command.ts";
import type { Envelope, EventDefinition } from "./write/event.ts";
import type { StateDefinition } from "./write/state.ts";

/** How one kind of aggregate is written and read. */
export interface Aggregate<State = unknown> {
  readonly type: string;
  /** The versions of its state. */
  readonly definition: StateDefinition<State>;
  /** The only writer of the aggregate's tables. */
  readonly apply: (database: TenantDatabase, event: Envelope) => void;
  /** The full public state in its newest version, checked; null once it is deleted. */
  readonly state: (database: TenantDatabase, id: string) => State | null;
}

/** Declares an aggregate by the definition of its state, which checks every state before it leaves the object. */
export function defineAggregate<State>(
  definition: StateDefinition<State>,
  parts: Pick<Aggregate<State>, "apply" | "state">,
): Aggregate<State> {
  return {
    type: definition.aggregate,
    definition,
    apply: parts.apply,
    state(database, id) {
      const state = parts.state(database, id);
      return state === null ? null : definition.schema.parse(state);
    },
  };
}

/** Who a credential stands for, decided inside the tenant's object. */
export type Identify = (database: TenantDatabase, actor: Actor, now: number) => Grants | null;

/** A part of the platform: one folder, one line in the list of modules. */
export interface Module {
  readonly name: string;
  /** Modules that must be enabled for this one to be. */
  readonly requires: readonly string[];
  /** Whether a tenant may turn it off. */
  readonly optional: boolean;
  readonly migrations: readonly Migration[];
  readonly aggregates: readonly Aggregate[];
  readonly events: readonly EventDefinition[];
  readonly commands: readonly Command[];
  /**
   * Commands that the object itself runs, with an empty input, when a decision has asked for it (`later`). Each does a
   * bounded piece of work and answers when to come again, null for not until it is asked.
   */
  readonly scheduledJobs: readonly Command<object, number | null>[];
  readonly queries: readonly ObjectQuery[];
  readonly views: readonly View[];
  /** Numbers it gives out that must never be given out again. */
  readonly series: readonly NumberSeries[];
  /** Followers beside the read model, which has all views. */
  readonly subscriptions: readonly Subscription[];
  readonly routes: readonly Route[];
  /** Those of its commands that the infrastructure sends by itself. */
  readonly systemCommands: Partial<SystemCommands>;
  readonly identify?: Identify;
  /** What the tenant's own object knows of its state. */
  readonly tenancy?: (database: TenantDatabase, context: Pick<Context, "tenantId">) => Tenancy;
}

/** Whether a tenant is served at all, and which modules it has turned off. */
export interface Tenancy {
  readonly suspended: boolean;
  readonly disabledModules: readonly string[];
}

/** Declares a module; what it does not have may be left out. */
export function defineModule(parts: Pick<Module, "name"> & Partial<Module>): Module {
  return {
    requires: [],
    optional: false,
    migrations: [],
    aggregates: [],
    events: [],
    commands: [],
    scheduledJobs: [],
    queries: [],
    views: [],
    series: [],
    subscriptions: [],
    routes: [],
    systemCommands: {},
    ...parts,
  };
}

/** What a folder brings to a module, if the module has several. */
export type ModuleParts = Partial<Omit<Module, "name" | "requires" | "optional">>;

/** Puts the parts of several folders together: lists one after the other, in the order given. */
export function joinParts(...parts: readonly ModuleParts[]): ModuleParts {
  const joined: Record<string, unknown> = {};
  for (const [key, value] of parts.flatMap((part) => Object.entries(part))) {
    const before = joined[key];
    if (before === undefined) joined[key] = value;
    else if (Array.isArray(before) && Array.isArray(value)) joined[key] = [...before, ...value];
    else throw new Error(`two parts of a module bring "${key}"`);
  }
  // Every key keeps the kind of value that it had in the parts.
  return joined as ModuleParts;
}
