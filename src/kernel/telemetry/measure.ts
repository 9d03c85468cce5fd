import type { Command } from "../write/command.ts";
import type { EventDefinition } from "../write/event.ts";

/** The values that a label may have. Metrics have no other: a value from outside would be a series of its own. */
export type Closed = Iterable<string> & { has(value: string): boolean };

/** A counter that a module keeps, in Prometheus' terms. */
export interface CounterDefinition {
  /** Such as `rustok_orders_total`. */
  readonly name: string;
  readonly help: string;
  readonly labels: Readonly<Record<string, Closed>>;
  /** Whether a series exists before it has counted anything, for alerts on the first time. */
  readonly isShownAtZero: boolean;
}

/** What is added to a counter: 1, or an amount. */
export interface Count {
  /** The values of all its labels, in their order. */
  readonly labels: readonly string[];
  readonly amount?: number;
}

/** A command as it ended: with an answer, or refused with a problem. */
export interface Ended<Input = unknown, Answer = unknown> {
  readonly input: Input;
  readonly outcome: { readonly answer: Answer } | { readonly problem: string };
}

/** What a module counts. It is counted once, in the tenant's object, after the transaction. */
export type Measure =
  | {
      readonly counter: CounterDefinition;
      readonly event: string;
      readonly of: (data: unknown) => readonly Count[];
    }
  | {
      readonly counter: CounterDefinition;
      readonly command: string;
      readonly of: (ended: Ended) => readonly Count[];
    };

/** Declares a counter. */
export function defineCounter(
  name: string,
  help: string,
  labels: Readonly<Record<string, Iterable<string>>> = {},
  isShownAtZero = false,
): CounterDefinition {
  const closed = Object.entries(labels).map(([label, values]) => [label, new Set(values)] as const);
  return { name, help, labels: Object.fromEntries(closed), isShownAtZero };
}

/** Counts events of a type by what is in them. */
export function measureEvent<Data>(
  event: EventDefinition<Data>,
  counter: CounterDefinition,
  of: (data: Data) => readonly Count[],
): Measure {
  // The log has parsed the data with the event's schema.
  return { counter, event: event.type, of: (data: unknown) => of(data as Data) };
}

/** Counts runs of a command by how they ended. Repeats are not counted. */
export function measureCommand<Input, Answer>(
  command: Command<Input, Answer>,
  counter: CounterDefinition,
  of: (ended: Ended<Input, Answer>) => readonly Count[],
): Measure {
  // The object has parsed the input with the command's schema, and the answer is the command's own.
  return { counter, command: command.name, of: (ended: Ended) => of(ended as Ended<Input, Answer>) };
}

/** A command that a tenant's object has run, after its transaction. */
export interface Done extends Ended {
  readonly command: string;
  /** What it has written to the log. None if it was refused. */
  readonly events: readonly { readonly type: string; readonly data: unknown }[];
}
