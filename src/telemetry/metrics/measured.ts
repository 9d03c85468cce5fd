import type { Registry } from "../../kernel/registry.ts";
import type { Count, Done, Measure } from "../../kernel/telemetry/measure.ts";
import { type Addition, counter, type Family } from "./family.ts";

/** What modules count of events and commands. */
export interface Measured {
  readonly families: readonly Family[];
  readonly moduleByEvent: ReadonlyMap<string, string>;
  readonly byEvent: ReadonlyMap<string, readonly Of<unknown>[]>;
  readonly byCommand: ReadonlyMap<string, readonly Of<Done>[]>;
}

type Of<Thing> = (thing: Thing) => readonly Addition[];

/** Collects the measures of all modules. */
export function measuredBy({ modules }: Registry): Measured {
  const measures = modules.flatMap((module) => module.measures);
  const familyByName = new Map<string, Family>();
  for (const { counter: one } of measures) {
    if (familyByName.has(one.name)) continue;
    const zeros = one.isShownAtZero ? "all" : undefined;
    familyByName.set(one.name, counter(one.name, one.help, one.labels, zeros));
  }
  const additions = ({ counter: { name } }: Measure, counts: readonly Count[]) => {
    const family = familyByName.get(name);
    return family === undefined
      ? []
      : counts.map(({ labels, amount = 1 }): Addition => ({ family, labels, value: amount }));
  };
  const byEvent = new Map<string, Of<unknown>[]>();
  const byCommand = new Map<string, Of<Done>[]>();
  for (const measure of measures)
    if ("event" in measure) push(byEvent, measure.event, (data) => additions(measure, measure.of(data)));
    else push(byCommand, measure.command, (done) => additions(measure, measure.of(done)));
  return { families: [...familyByName.values()], moduleByEvent: moduleByEvent(modules), byEvent, byCommand };
}

function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function moduleByEvent(modules: Registry["modules"]): ReadonlyMap<string, string> {
  return new Map(
    modules.flatMap(({ name, events, transfers }) =>
      [...events, ...transfers.map(({ imported }) => imported)].map(({ type }) => [type, name] as const),
    ),
  );
}
