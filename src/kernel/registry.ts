import { readModelOf, type Subscription } from "./delivery/subscription.ts";
import type { SystemCommands } from "./delivery/system-commands.ts";
import type { Aggregate, Module } from "./module.ts";
import type { ObjectQuery } from "./read/query.ts";
import type { Command } from "./write/command.ts";
import type { EventDefinition } from "./write/event.ts";
import type { StateDefinition } from "./write/state.ts";

/** Everything the modules bring, by name. */
export interface Registry {
  readonly modules: readonly Module[];
  readonly commandByName: ReadonlyMap<string, Command>;
  /** Those commands that an object runs by itself. */
  readonly scheduledJobNames: ReadonlySet<string>;
  readonly queryByName: ReadonlyMap<string, ObjectQuery>;
  readonly eventByType: ReadonlyMap<string, EventDefinition>;
  readonly aggregateByType: ReadonlyMap<string, Aggregate>;
  /** The versions of each aggregate's state, by the aggregate's type. */
  readonly stateByType: ReadonlyMap<string, StateDefinition>;
  /** Who follows the tenants' logs and journals. */
  readonly subscriptionByName: ReadonlyMap<string, Subscription>;
  /** The module that a command or query belongs to. */
  readonly moduleByName: ReadonlyMap<string, Module>;
  readonly systemCommands: Partial<SystemCommands>;
}

/** Collects the modules' parts. A name that is used twice is a defect, found at start. */
export function createRegistry(modules: readonly Module[]): Registry {
  const eventByType = byName(
    modules.flatMap((module) => module.events),
    (event) => event.type,
  );
  const readModel = readModelOf(
    eventByType,
    modules.flatMap((module) => module.views),
  );
  const aggregates = modules.flatMap((module) => module.aggregates);
  return {
    modules,
    commandByName: byName(modules.flatMap(commandsOf), (command) => command.name),
    queryByName: byName(
      modules.flatMap((module) => module.queries),
      (query) => query.name,
    ),
    eventByType,
    aggregateByType: byName(aggregates, (aggregate) => aggregate.type),
    stateByType: new Map(aggregates.map(({ type, definition }) => [type, definition])),
    scheduledJobNames: new Set(modules.flatMap((module) => module.scheduledJobs.map(({ name }) => name))),
    subscriptionByName: byName(
      [readModel, ...modules.flatMap((module) => module.subscriptions)],
      (subscription) => subscription.name,
    ),
    moduleByName: new Map(
      modules.flatMap((module) =>
        [...commandsOf(module), ...module.queries].map(({ name }) => [name, module]),
      ),
    ),
    systemCommands: systemCommandsOf(modules),
  };
}

function systemCommandsOf(modules: readonly Module[]): Partial<SystemCommands> {
  const entries = modules.flatMap((module) => Object.entries(module.systemCommands));
  byName(entries, ([purpose]) => purpose);
  return Object.fromEntries(entries);
}

function commandsOf(module: Module): readonly Command[] {
  return [...module.commands, ...module.scheduledJobs];
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
