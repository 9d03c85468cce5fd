import { reactionOf } from "../../kernel/delivery/reaction.ts";
import type { Registry } from "../../kernel/registry.ts";
import type { OpenLetter } from "./findings.ts";

/** Finds the module that something concerns. */
export interface ModuleOf {
  readonly letter: (letter: OpenLetter) => string;
  /** By an event's type. */
  readonly event: (type: string) => string;
}

/**
 * The module of a dead letter: the one whose reaction or subscription failed, else the one that declares the event.
 */
export function moduleFinder({ modules, reactionByName }: Registry): ModuleOf {
  const nameOf = (one: (typeof modules)[number] | undefined) => one?.name ?? "a module that is gone";
  const event = (type: string) =>
    nameOf(modules.find(({ events }) => events.some((declared) => declared.type === type)));
  return {
    event,
    letter({ subscription, type }) {
      const reaction = reactionOf(reactionByName, subscription);
      const owner = modules.find(
        ({ reactions, subscriptions }) =>
          reactions.some(({ name }) => name === reaction?.reaction.name) ||
          subscriptions.some(({ name }) => name === subscription),
      );
      return owner?.name ?? event(type);
    },
  };
}

/** The names of the modules, each once, in order. */
export function modulesNamed<Thing>(
  things: readonly Thing[],
  moduleOf: (thing: Thing) => string,
): readonly string[] {
  return [...new Set(things.map(moduleOf))].sort();
}
