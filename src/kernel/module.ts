import type { z } from "zod";
import type { Actor } from "./access/actor.ts";
import type { Authenticator } from "./access/authenticator.ts";
import type { ConditionalResource } from "./access/conditional.ts";
import type {
  Grants,
  Resource,
  ResourceRegister,
  RoleGrants,
  RoleRegister,
  Roles,
} from "./access/permission.ts";
import type { Delivery } from "./api/delivery.ts";
import type { ProblemDefinition, ProblemRegister } from "./api/problem.ts";
import type { Route } from "./api/route.ts";
import type { NumberSeries } from "./delivery/epoch.ts";
import type { Reaction } from "./delivery/reaction.ts";
import type { Subscription } from "./delivery/subscription.ts";
import type { SystemCommands } from "./delivery/system-commands.ts";
import type { Limit } from "./limit.ts";
import type { AnyOperation } from "./operation/workflow.ts";
import type { View } from "./read/view.ts";
import type { Migration, TenantDatabase } from "./storage/storage.ts";
import type { Measure } from "./telemetry/measure.ts";
import type { IdKind } from "./values/id.ts";
import type { Command, Context, Releasable } from "./write/command.ts";
import type { Envelope, EventDefinition } from "./write/event.ts";
import type { Policy } from "./write/policy.ts";
import { stateLimits } from "./write/size.ts";
import type { StateDefinition } from "./write/state.ts";
import type { Transfer } from "./write/transfer.ts";

/** How one type of aggregate is written and read. */
export interface Aggregate<State = unknown> {
  readonly type: string;
  /** The versions of its state. */
  readonly definition: StateDefinition<State>;
  /** The only writer of the aggregate's tables. `beside` is what the decision gave with the event. */
  readonly apply: (database: TenantDatabase, event: Envelope, beside?: unknown) => void;
  /** The full public state in its newest version, validated. Null after the aggregate is deleted. */
  readonly state: (database: TenantDatabase, id: string) => State | null;
  /** The size that its state may have, as JSON. */
  readonly limit: Limit;
}

/**
 * Declares an aggregate by its state's definition, which validates every state before it leaves the object.
 */
export function defineAggregate<State>(
  definition: StateDefinition<State>,
  parts: Pick<Aggregate<State>, "apply" | "state"> & Partial<Pick<Aggregate, "limit">>,
): Aggregate<State> {
  return {
    type: definition.aggregate,
    definition,
    apply: parts.apply,
    limit: parts.limit ?? stateLimits.state,
    state(database, id) {
      const state = parts.state(database, id);
      return state === null ? null : definition.schema.parse(state);
    },
  };
}

/**
 * Returns an actor's grants, decided inside the tenant's object, or null if the actor is unknown or no longer
 * valid. `sessionId` is the session in which a signed-in account acts now.
 */
export type Identify = (
  database: TenantDatabase,
  actor: Actor,
  now: number,
  roles: Roles,
  sessionId: string | null,
) => Grants | null;

/** Schemas by their names in the API's documents and clients. Part of the API contract. */
export type NamedSchemas = Readonly<Record<string, z.ZodType>>;

/** A part of the platform: one folder, one line in the list of modules. */
export interface Module {
  readonly name: string;
  /** Modules that must be enabled for this one to be enabled. */
  readonly requires: readonly string[];
  /** Whether a tenant can disable it. */
  readonly optional: boolean;
  /** Problem codes its operations can return, besides the platform's. */
  readonly problems: Readonly<Record<string, ProblemDefinition>>;
  /** Kinds of ids it issues. */
  readonly ids: Readonly<Record<string, IdKind>>;
  /** Roles it can assign to a credential. */
  readonly roles: readonly string[];
  /** Resources that permissions can name, and each role's grants on them. */
  readonly resources: Readonly<Record<string, RoleGrants>>;
  /** Its resources that grants with conditions can be limited to. */
  readonly conditional: readonly ConditionalResource[];
  /** Its resources that show all data of a tenant. Who is limited by conditions has no permission on them. */
  readonly showingAllData: readonly Resource[];
  /** The bounds it keeps, for docs/limits.md. */
  readonly limits: readonly Limit[];
  readonly migrations: readonly Migration[];
  readonly aggregates: readonly Aggregate[];
  readonly events: readonly EventDefinition[];
  /** Which of its aggregates are exported with the tenant, and how another tenant imports them. */
  readonly transfers: readonly Transfer[];
  /** Its commands, queries, view queries and workflows. */
  readonly operations: readonly AnyOperation[];
  /**
   * Commands the object runs by itself, with an empty input, when a decision has scheduled them (`schedule`).
   * Each does a bounded amount of work and returns when to run again, or null to wait until it is scheduled
   * again.
   */
  readonly scheduledJobs: readonly Command<object, number | null>[];
  /** Scheduled jobs that run several times at once, because each run does very little. */
  readonly jobBursts: readonly JobBurst[];
  /** Events after which one of its scheduled jobs runs at once, such as a setting that its due times depend on. */
  readonly jobTriggers: readonly JobTrigger[];
  /** What it does about events of other modules, in the transaction of the event. */
  readonly policies: readonly Policy[];
  /** What it counts of events and commands, for `/v1/ops/metrics`. */
  readonly measures: readonly Measure[];
  /** Its things whose changes can wait for a release. */
  readonly releasables: readonly Releasable[];
  readonly views: readonly View[];
  /** Numbers it issues that must never be issued again. */
  readonly series: readonly NumberSeries[];
  /** Subscriptions besides the read model, which covers all views. */
  readonly subscriptions: readonly Subscription[];
  readonly reactions: readonly Reaction[];
  readonly routes: readonly Route[];
  /** Files that it delivers. */
  readonly deliveries: readonly Delivery[];
  /** The groups in which documentation lists its routes, with their descriptions. */
  readonly tags: Readonly<Record<string, string>>;
  /** The shapes of requests and responses that the API names, by name. */
  readonly schemas: readonly NamedSchemas[];
  /** Kinds of credentials it authenticates. */
  readonly authenticators: readonly Authenticator[];
  /** Commands of this module that the infrastructure sends by itself. */
  readonly systemCommands: Partial<SystemCommands>;
  readonly identify?: Identify;
  /** The grants of a role that a tenant has made. Null if there is none of this name. */
  readonly readRole?: (database: TenantDatabase, name: string, roles: Roles) => Grants | null;
  /** How many accounts or credentials have a role that a tenant has made, and may still use it. */
  readonly countRoleHolders?: (database: TenantDatabase, role: string, now: number) => number;
  /** The tenant's status, as its own object knows it. */
  readonly tenancy?: (database: TenantDatabase, context: Pick<Context, "tenantId">) => Tenancy;
}

/** How often a scheduled job may run without a pause, while it is due again at once, and the pause after that. */
export interface JobBurst {
  readonly job: Command<object, number | null>;
  readonly runs: number;
  readonly pauseMs: number;
}

/** An event of any module, and the scheduled job that runs after it. */
export interface JobTrigger {
  readonly event: EventDefinition;
  readonly job: Command<object, number | null>;
}

/** Whether a tenant is suspended, and which modules it has disabled. */
export interface Tenancy {
  readonly suspended: boolean;
  readonly disabledModules: readonly string[];
}

/** A module must provide as data what it has added to a type register. */
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

/** Declares a module. Unused parts can be omitted. */
export function defineModule<const Name extends string>(parts: ModuleSpec<Name>): Module {
  return {
    requires: [],
    optional: false,
    problems: {},
    ids: {},
    roles: [],
    resources: {},
    conditional: [],
    showingAllData: [],
    limits: [],
    migrations: [],
    aggregates: [],
    events: [],
    transfers: [],
    operations: [],
    scheduledJobs: [],
    jobBursts: [],
    jobTriggers: [],
    policies: [],
    measures: [],
    releasables: [],
    views: [],
    series: [],
    subscriptions: [],
    reactions: [],
    routes: [],
    deliveries: [],
    tags: {},
    schemas: [],
    authenticators: [],
    systemCommands: {},
    ...parts,
  };
}

/**
 * The parts one folder contributes to a module that has several folders. The module itself declares the
 * names.
 */
export type ModuleParts = Partial<
  Omit<Module, "name" | "requires" | "optional" | "problems" | "ids" | "roles" | "resources" | "tags">
>;

/** Joins the parts of several folders. Lists are concatenated in the given order. */
export function joinParts(...parts: readonly ModuleParts[]): ModuleParts {
  const joined: Record<string, unknown> = {};
  for (const [key, value] of parts.flatMap((part) => Object.entries(part))) {
    const before = joined[key];
    if (before === undefined) joined[key] = value;
    else if (Array.isArray(before) && Array.isArray(value)) joined[key] = [...before, ...value];
    else throw new Error(`two parts of a module define "${key}"`);
  }
  // Every key has the same type of value as in the parts.
  return joined as ModuleParts;
}
