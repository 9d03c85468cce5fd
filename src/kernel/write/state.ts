import type { z } from "zod";
import { type OnUse, onUse } from "../on-use.ts";
import type { Envelope } from "./event.ts";
import type { PersonalFields } from "./personal.ts";

/**
 * The full public state of one type of aggregate, with its chain of versions. Events and rows that hold a
 * state also store its version. They are read through `read`, so code sees only the newest version.
 */
export interface StateDefinition<State = unknown> {
  /** The type of the aggregate. */
  readonly aggregate: string;
  /** The newest version. A version is its position in the chain. */
  readonly version: number;
  /** One schema per version, oldest first. */
  readonly schemas: readonly z.ZodType[];
  /** The schema of the newest version. Validates each state once, before it is stored. */
  readonly schema: z.ZodType<State>;
  /** One step for every version but the newest. Converts a state to the next version. */
  readonly steps: readonly StateStep[];
  /** Where the state, in any version, can hold personal data. */
  readonly personalFields: PersonalFields;
  /**
   * Converts a stored state to the newest version. A state in the newest version is trusted and not parsed
   * again.
   */
  read(version: number, state: unknown): State;
  /**
   * Reads a state stored as JSON. Returns undefined for `null`, which is how a deleted aggregate is stored.
   */
  readJson(version: number, json: string): State | undefined;
  /** The state an event carries: null if the aggregate was deleted, undefined if the event carries none. */
  in(event: Pick<Envelope, "aggregate" | "state" | "stateVersion">): State | null | undefined;
}

type StateStep = (older: unknown) => unknown;

interface StateChain<State> extends StateDefinition<State> {
  /** Adds a version. The step converts the previous version's state. It must not use I/O or a clock. */
  next<Newer>(
    schema: OnUse<z.ZodType<Newer, unknown>>,
    step: (older: State) => NoInfer<Newer>,
  ): StateChain<Newer>;
  /** Declares where the state can hold personal data. Say it last: it holds for all versions. */
  personal(fields: PersonalFields): StateChain<State>;
}

/** Declares the state of an aggregate by the schema of its first version. Schemas can be given as functions. */
export function defineState<State>(
  aggregate: string,
  schema: OnUse<z.ZodType<State, unknown>>,
): StateChain<State> {
  const first = onUse(schema);
  return chain(aggregate, [first], first, [], {});
}

function chain<State>(
  aggregate: string,
  schemas: readonly (() => z.ZodType)[],
  schema: () => z.ZodType<State, unknown>,
  steps: readonly StateStep[],
  personalFields: PersonalFields,
): StateChain<State> {
  const version = schemas.length;
  const read = (from: number, state: unknown) =>
    // The newest version was validated before it was stored. `next` type-checks each step from an older one.
    steps.slice(from - 1).reduce((older, step) => step(older), state) as State;
  return {
    aggregate,
    version,
    get schemas() {
      return schemas.map((each) => each());
    },
    get schema() {
      return schema();
    },
    steps,
    personalFields,
    read,
    readJson(from, json) {
      const state: unknown = JSON.parse(json);
      return state === null ? undefined : read(from, state);
    },
    in({ aggregate: { type }, state, stateVersion }) {
      if (type !== aggregate || stateVersion === undefined) return undefined;
      return state === null ? null : read(stateVersion, state);
    },
    next(given, step) {
      const newer = onUse(given);
      // The step receives only the previous version's state.
      return chain(aggregate, [...schemas, newer], newer, [...steps, step as StateStep], personalFields);
    },
    personal: (fields) => chain(aggregate, schemas, schema, steps, fields),
  };
}

/** The newest states that a batch of events leaves, for the aggregates of one type. */
export interface NewestStates<State> {
  readonly alive: readonly Left<State>[];
  readonly deleted: readonly Left<null>[];
}

interface Left<State> {
  readonly id: string;
  readonly version: number;
  readonly occurredAt: string;
  readonly state: State;
}

/** Reads each aggregate's newest state in a batch, in the order of their last events. Skips older states. */
export function newestStates<State>(
  definition: StateDefinition<State>,
  run: readonly Envelope[],
): NewestStates<State> {
  const lastById = new Map<string, Envelope>();
  for (const event of run) {
    if (event.aggregate.type !== definition.aggregate || event.stateVersion === undefined) continue;
    lastById.delete(event.aggregate.id);
    lastById.set(event.aggregate.id, event);
  }
  const alive: Left<State>[] = [];
  const deleted: Left<null>[] = [];
  for (const event of lastById.values()) {
    const { aggregate, occurredAt } = event;
    const state = definition.in(event) ?? null;
    const left = { id: aggregate.id, version: aggregate.version, occurredAt };
    if (state === null) deleted.push({ ...left, state });
    else alive.push({ ...left, state });
  }
  return { alive, deleted };
}
