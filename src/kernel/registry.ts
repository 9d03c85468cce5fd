import type { Authenticator } from "./access/authenticator.ts";
import { collectRoles, type Roles } from "./access/permission.ts";
import { collectProblems, type ProblemCode, type ProblemDefinition } from "./api/problem.ts";
import type { Route } from "./api/route.ts";
import type { Reaction } from "./delivery/reaction.ts";
import { readModelOf, type Subscription } from "./delivery/subscription.ts";
import type { SystemCommands } from "./delivery/system-commands.ts";
import type { Aggregate, JobBurst, Module } from "./module.ts";
import type { AnyOperation } from "./operation/workflow.ts";
import type { ObjectQuery } from "./read/query.ts";
import { collectIds, type IdKind } from "./values/id.ts";
import type { Command } from "./write/command.ts";
import type { EventDefinition } from "./write/event.ts";
import type { Policy } from "./write/policy.ts";
import { isPublished } from "./write/published.ts";
import type { StateDefinition } from "./write/state.ts";
import type { Transfer } from "./write/transfer.ts";

/** Everything the modules contribute, by name. */
export interface Registry {
  readonly modules: readonly Module[];
  readonly problemByCode: ReadonlyMap<string, ProblemDefinition>;
  readonly idByPrefix: ReadonlyMap<string, IdKind>;
  readonly roles: Roles;
  /** In the order of the modules. The first one that recognises a credential decides. */
  readonly authenticatorByName: ReadonlyMap<string, Authenticator>;
  /** All operations, including the commands that objects run by themselves. */
  readonly operationByName: ReadonlyMap<string, AnyOperation>;
  readonly commandByName: ReadonlyMap<string, Command>;
  /** The commands that an object runs by itself. */
  readonly scheduledJobNames: ReadonlySet<string>;
  /** The scheduled jobs that run several times at once, by the command's name. */
  readonly burstByJob: ReadonlyMap<string, JobBurst>;
  /** The commands that an object runs after an event, by the event's type. */
  readonly jobsByEvent: ReadonlyMap<string, readonly string[]>;
  /** What follows from an event in its own transaction, by the event's type. */
  readonly policiesByEvent: ReadonlyMap<string, readonly Policy[]>;
  readonly queryByName: ReadonlyMap<string, ObjectQuery>;
  readonly eventByType: ReadonlyMap<string, EventDefinition>;
  readonly aggregateByType: ReadonlyMap<string, Aggregate>;
  /** The versions of each aggregate's state, by the aggregate's type. */
  readonly stateByType: ReadonlyMap<string, StateDefinition>;
  /** The types of aggregates from which a person can be erased. */
  readonly erasableTypes: ReadonlySet<string>;
  /** How aggregates are exported and imported, by the aggregate's type. */
  readonly transferByType: ReadonlyMap<string, Transfer>;
  /** The subscriptions to tenants' logs and audit logs. */
  readonly subscriptionByName: ReadonlyMap<string, Subscription>;
  /** The reactions of all modules. */
  readonly reactionByName: ReadonlyMap<string, Reaction>;
  /** The module that an operation belongs to. */
  readonly moduleByName: ReadonlyMap<string, Module>;
  readonly systemCommands: Partial<SystemCommands>;
  readonly routeById: ReadonlyMap<string, Route>;
}

/** Collects the modules' parts. Throws on startup if a name is used twice. */
export function createRegistry(modules: readonly Module[]): Registry {
  const transfers = modules.flatMap((module) => module.transfers);
  const imported = transfers.map((transfer) => transfer.imported);
  const eventByType = byName(
    [...modules.flatMap((module) => module.events), ...imported],
    (event) => event.type,
  );
  const views = modules.flatMap((module) => module.views);
  const readModel = readModelOf(eventByType, views, imported);
  const operations = modules.flatMap(operationsOf);
  const aggregates = modules.flatMap((module) => module.aggregates);
  return {
    modules,
    problemByCode: collectProblems(modules),
    idByPrefix: collectIds(modules),
    roles: collectRoles(modules),
    authenticatorByName: named(modules.flatMap((module) => module.authenticators)),
    operationByName: named(operations),
    commandByName: named(operations.filter((operation) => operation.kind === "command")),
    queryByName: named(operations.filter((operation) => operation.kind === "query")),
    eventByType,
    aggregateByType: byName(aggregates, (aggregate) => aggregate.type),
    transferByType: byName(transfers, ({ aggregate }) => aggregate),
    stateByType: new Map(aggregates.map(({ type, definition }) => [type, definition])),
    erasableTypes: new Set(
      [...eventByType.values()].filter(({ erases }) => erases).map(({ aggregate }) => aggregate),
    ),
    burstByJob: new Map(
      modules.flatMap(({ jobBursts }) => jobBursts.map((burst) => [burst.job.name, burst])),
    ),
    scheduledJobNames: new Set(modules.flatMap((module) => module.scheduledJobs.map(({ name }) => name))),
    jobsByEvent: jobsByEvent(modules),
    policiesByEvent: policiesByEvent(modules),
    subscriptionByName: byName(
      [readModel, ...modules.flatMap((module) => module.subscriptions)],
      (subscription) => subscription.name,
    ),
    reactionByName: byName(
      modules.flatMap((module) => module.reactions).map((one) => withPublished(one, eventByType)),
      (reaction) => reaction.name,
    ),
    moduleByName: new Map(
      modules.flatMap((module) => operationsOf(module).map(({ name }) => [name, module])),
    ),
    systemCommands: systemCommandsOf(modules),
    routeById: byName(
      modules.flatMap(({ routes }) => routes),
      ({ operationId }) => operationId,
    ),
  };
}

/** Returns the definition of a problem code. */
export function problemOf(registry: Pick<Registry, "problemByCode">, code: ProblemCode): ProblemDefinition {
  const problem = registry.problemByCode.get(code);
  if (problem === undefined) throw new Error(`no module declares the problem code "${code}"`);
  return problem;
}

/** A reaction to all that may leave the platform consumes what the modules publish. */
function withPublished(reaction: Reaction, eventByType: Registry["eventByType"]): Reaction {
  if (reaction.consumesPublished !== true) return reaction;
  const published = [...eventByType.values()].filter(isPublished);
  return { ...reaction, consumes: published.map(({ type }) => type) };
}

function jobsByEvent(modules: readonly Module[]): ReadonlyMap<string, readonly string[]> {
  const triggers = modules.flatMap((module) => module.jobTriggers);
  const triggersByEvent = Map.groupBy(triggers, ({ event }) => event.type);
  return new Map([...triggersByEvent].map(([type, all]) => [type, all.map(({ job }) => job.name)]));
}

function policiesByEvent(modules: readonly Module[]): ReadonlyMap<string, readonly Policy[]> {
  const pairs = modules
    .flatMap((module) => module.policies)
    .flatMap((policy) => policy.consumes.map(({ type }) => ({ type, policy })));
  const byType = Map.groupBy(pairs, ({ type }) => type);
  return new Map([...byType].map(([type, all]) => [type, all.map(({ policy }) => policy)]));
}

function systemCommandsOf(modules: readonly Module[]): Partial<SystemCommands> {
  const entries = modules.flatMap((module) => Object.entries(module.systemCommands));
  byName(entries, ([purpose]) => purpose);
  return Object.fromEntries(entries);
}

function operationsOf(module: Module): readonly AnyOperation[] {
  return [...module.operations, ...module.scheduledJobs];
}

function named<Thing extends { readonly name: string }>(things: readonly Thing[]) {
  return byName(things, ({ name }) => name);
}

function byName<Thing>(
  things: readonly Thing[],
  nameOf: (thing: Thing) => string,
): ReadonlyMap<string, Thing> {
  const thingByName = new Map<string, Thing>();
  for (const thing of things) {
    const name = nameOf(thing);
    if (thingByName.has(name)) throw new Error(`"${name}" is declared twice`);
    thingByName.set(name, thing);
  }
  return thingByName;
}
