import type { Actor } from "./access/actor.ts";
import type { Authenticator } from "./access/authenticator.ts";
import type { Grants, ResourceRegister, RoleGrants, RoleRegister, Roles } from "./access/permission.ts";
import type { ProblemDefinition, ProblemRegister } from "./api/problem.ts";
import type { Route } from "./api/route.ts";
import type { NumberSeries } from "./delivery/epoch.ts";
import type { Reaction } from "./delivery/reaction.ts";
import type { Subscription } from "./delivery/subscription.ts";
import type { SystemCommands } from "./delivery/system-commands.ts";
import type { AnyOperation } from "./operation/workflow.ts";
import type { View } from "./read/view.ts";
import type { Migration, TenantDatabase } from "./storage/storage.ts";
import type { IdKind } from "./values/id.ts";
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

/** What an actor may do, decided inside the tenant's object; null where the actor is not known or no longer. */
export type Identify = (database: TenantDatabase, actor: Actor, now: number, roles: Roles) => Grants | null;

/** A part of the platform: one folder, one line in the list of modules. */
export interface Module {
  readonly name: string;
  /** Modules that must be enabled for this one to be. */
  readonly requires: readonly string[];
  /** Whether a tenant may turn it off. */
  readonly optional: boolean;
  /** Problem codes that its operations can answer besides the platform's own. */
  readonly problems: Readonly<Record<string, ProblemDefinition>>;
  /** Kinds of ids that it gives out. */
  readonly ids: Readonly<Record<string, IdKind>>;
  /** Roles that it can give to a credential. */
  readonly roles: readonly string[];
  /** Resources that permissions can name, and what each role may do with them. */
  readonly resources: Readonly<Record<string, RoleGrants>>;
  readonly migrations: readonly Migration[];
  readonly aggregates: readonly Aggregate[];
  readonly events: readonly EventDefinition[];
  /** What callers may do here: commands, queries, view queries and workflows. */
  readonly operations: readonly AnyOperation[];
  /**
   * Commands that the object itself runs, with an empty input, when a decision has asked for it (`later`). Each does a
   * bounded piece of work and answers when to come again, null for not until it is asked.
   */
  readonly scheduledJobs: readonly Command<object, number | null>[];
  readonly views: readonly View[];
  /** Numbers it gives out that must never be given out again. */
  readonly series: readonly NumberSeries[];
  /** Followers beside the read model, which has all views. */
  readonly subscriptions: readonly Subscription[];
  readonly reactions: readonly Reaction[];
  readonly routes: readonly Route[];
  /** Kinds of credentials that it recognises. */
  readonly authenticators: readonly Authenticator[];
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

/** What a module has added to a register of types, it must also bring as data. */
type Declared<Part extends string, Register, Name> = Name extends keyof Register
  ? { readonly [_ in Part]: Register[Name] }
  : { readonly [_ in Part]?: never };

type ModuleSpec<Name> = { readonly name: Name } & Partial<
  Omit<Module, "name" | "problems" | "resources" | "roles">
> &
  Declared<"problems", ProblemRegister, Name> &
  Declared<"resources", ResourceRegister, Name> &
  (Name extends keyof RoleRegister
    ? { readonly roles: readonly RoleRegister[Name][] }
    : { readonly roles?: never });

/** Declares a module. Parts that it does not have can be left out. */
export function defineModule<const Name extends string>(parts: ModuleSpec<Name>): Module {
  return {
    requires: [],
    optional: false,
    problems: {},
    ids: {},
    roles: [],
    resources: {},
    migrations: [],
    aggregates: [],
    events: [],
    operations: [],
    scheduledJobs: [],
    views: [],
    series: [],
    subscriptions: [],
    reactions: [],
    routes: [],
    authenticators: [],
    systemCommands: {},
    ...parts,
  };
}

/** What a folder brings to a module, if the module has several. Names are declared by the module itself. */
export type ModuleParts = Partial<
  Omit<Module, "name" | "requires" | "optional" | "problems" | "ids" | "roles" | "resources">
>;

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
