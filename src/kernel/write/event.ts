import { z } from "zod";
import { type Actor, actorSchema } from "../access/actor.ts";

/** What a decision says happened; the tenant object adds identity, order and origin. */
export interface NewEvent<Data = unknown> {
  readonly type: string;
  readonly aggregate: { readonly type: string; readonly id: string };
  readonly data: Data;
}

/** A stored event: the envelope around `data`. `data.after` is the aggregate's full public picture. */
export interface Envelope<Data = unknown> {
  readonly id: string;
  readonly tenantId: string;
  readonly epoch: number;
  readonly seq: number;
  readonly type: string;
  readonly version: number;
  readonly aggregate: { readonly type: string; readonly id: string; readonly version: number };
  readonly occurredAt: string;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId?: string | undefined;
  readonly traceparent?: string | undefined;
  readonly data: Data;
}

/** The envelope as it crosses the queue. */
export const envelopeSchema: z.ZodType<Envelope> = z.object({
  id: z.string(),
  tenantId: z.string(),
  epoch: z.int(),
  seq: z.int().positive(),
  type: z.string(),
  version: z.int().positive(),
  aggregate: z.object({ type: z.string(), id: z.string(), version: z.int().positive() }),
  occurredAt: z.string(),
  actor: actorSchema,
  correlationId: z.string(),
  causationId: z.string().optional(),
  traceparent: z.string().optional(),
  data: z.unknown(),
});

/** An event type with its chain of versions. Producers emit the newest, consumers only ever see the newest. */
export interface EventDefinition<Data = unknown> {
  readonly type: string;
  readonly aggregate: string;
  /** The newest version; a version is its position in the chain. */
  readonly version: number;
  /** One schema per version, the oldest first. */
  readonly schemas: readonly z.ZodType[];
  readonly schema: z.ZodType<Data>;
  /** One step for every version but the newest: carries its data to the next. */
  readonly steps: readonly Upcast[];
  /** Carries the data of a stored version to the newest. */
  upcast(version: number, data: unknown): Data;
  /** States that it happened to one aggregate. */
  of(aggregateId: string, data: Data): NewEvent<Data>;
}

type Upcast = (older: unknown) => unknown;

interface EventChain<Data> extends EventDefinition<Data> {
  /** Adds a version. The old data must be carried over; a version cannot be skipped or renumbered. */
  next<Newer>(schema: z.ZodType<Newer>, upcast: (older: Data) => Newer): EventChain<Newer>;
}

/** Declares an event type by the schema of its first version. */
export function defineEvent<Data>(
  type: string,
  aggregate: string,
  schema: z.ZodType<Data>,
): EventChain<Data> {
  return chain(type, aggregate, [schema], schema, []);
}

function chain<Data>(
  type: string,
  aggregate: string,
  schemas: readonly z.ZodType[],
  schema: z.ZodType<Data>,
  steps: readonly Upcast[],
): EventChain<Data> {
  const version = schemas.length;
  return {
    type,
    aggregate,
    version,
    schemas,
    schema,
    steps,
    upcast(from, data) {
      // Every step was type-checked where the chain was written: `next` takes the former version's data.
      return steps.slice(from - 1).reduce((older, step) => step(older), data) as Data;
    },
    of: (id, data) => ({ type, aggregate: { type: aggregate, id }, data }),
    next(newer, upcast) {
      return chain(type, aggregate, [...schemas, newer], newer, [...steps, upcast as Upcast]);
    },
  };
}

/** Reads the picture that the last event of an aggregate in a command carries. */
export function stateIn(event: Envelope): unknown {
  const { data } = event;
  return typeof data === "object" && data !== null && "after" in data ? data.after : undefined;
}
