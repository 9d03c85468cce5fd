import * as z from "zod";
import { type Actor, actorSchema } from "../access/actor.ts";
import { type OnUse, onUse } from "../on-use.ts";
import type { PersonalFields } from "./personal.ts";

/** An event as a decision returns it. The tenant's object adds identity, order and origin. */
export interface NewEvent<Data = unknown> {
  readonly type: string;
  readonly aggregate: { readonly type: string; readonly id: string };
  readonly data: Data;
  /**
   * What the aggregate's `apply` takes besides `data`, such as a text that would fill a row of the log twice. The log has it only in the
   * state beside the event, so the event is the last one of its aggregate.
   */
  readonly beside?: unknown;
  /** For an aggregate that comes from another tenant's export. It is written as it is, instead of applied. */
  readonly adopts?: Adopted;
}

/** What an imported aggregate brings along. */
export interface Adopted {
  /** Its version in the tenant that it comes from. */
  readonly version: number;
  /** Null if it is removed. */
  readonly portable: Portable | null;
}

/** An aggregate in the export of a tenant. */
export interface Portable<State = unknown, Extra = unknown> {
  readonly id: string;
  readonly state: State;
  /** What belongs to the aggregate but isn't in its state, such as its reservations. */
  readonly extra: Extra;
}

/** The version of the envelope itself. In version 1, the state was a field of `data` named `after`. */
export const envelopeVersion = 2 as const;

/** A stored event: what happened, to which aggregate, and the resulting state. */
export interface Envelope<Data = unknown> {
  readonly envelope: typeof envelopeVersion;
  readonly id: string;
  readonly tenantId: string;
  readonly epoch: number;
  readonly seq: number;
  readonly type: string;
  /** The version of the schema of `data`. */
  readonly version: number;
  readonly aggregate: { readonly type: string; readonly id: string; readonly version: number };
  readonly occurredAt: string;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId?: string | undefined;
  readonly traceparent?: string | undefined;
  readonly data: Data;
  /**
   * The aggregate's full public state, or null if it was deleted. Only the last event of an aggregate in a
   * command carries it. Read it with `in` of the state's definition, which converts older versions to the
   * newest.
   */
  readonly state?: unknown;
  /** The version of the schema of `state`. Present only if `state` is. */
  readonly stateVersion?: number | undefined;
  /** The seq of the last event of its transaction. Present only if the events of the transaction take effect together. */
  readonly commitSeq?: number | undefined;
}

/** An envelope in storage or in transit: of this version or of the previous one. */
export type StoredEnvelope = Omit<Envelope, "envelope"> & { readonly envelope?: number | undefined };

/** Converts an envelope to the newest version by moving the state out of `data`. */
export function upcastEnvelope(stored: StoredEnvelope): Envelope {
  if (stored.envelope === envelopeVersion) return { ...stored, envelope: envelopeVersion };
  const { data } = stored;
  const event = { ...stored, envelope: envelopeVersion } as const;
  if (typeof data !== "object" || data === null || !("after" in data)) return event;
  const { after, ...rest } = data;
  // The content of `after` is always version 1 of the state.
  return after === undefined
    ? { ...event, data: rest }
    : { ...event, data: rest, state: after, stateVersion: 1 };
}

/** The envelope as sent over the queue. A message may have been sent by the previous release. */
export const envelopeSchema: z.ZodType<Envelope, unknown> = z
  .object({
    envelope: z.int().optional(),
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
    state: z.unknown().optional(),
    stateVersion: z.int().positive().optional(),
    commitSeq: z.int().positive().optional(),
  })
  .transform(upcastEnvelope);

/**
 * An event type with its chain of versions. Producers emit the newest version, and consumers see only the
 * newest.
 */
export interface EventDefinition<Data = unknown> {
  readonly type: string;
  readonly aggregate: string;
  /** The newest version; a version is its position in the chain. */
  readonly version: number;
  /** The published schema of each version, oldest first. */
  readonly schemas: readonly z.ZodType[];
  /** Validates the newest version's data before it is stored. */
  readonly schema: z.ZodType<Data>;
  /** One step for every version but the newest. Converts its data to the next version. */
  readonly steps: readonly Upcast[];
  /** Where its data, in any version, can hold personal data. */
  readonly personalFields: PersonalFields;
  /** Whether it erases the person from its aggregate: the log then redacts all earlier events of the aggregate. */
  readonly erases: boolean;
  /**
   * The fields of its data that leave the platform, such as in webhooks. Null if the event itself does not. Undefined if nobody
   * has decided: a test finds it.
   */
  readonly publishedFields: readonly string[] | null | undefined;
  /**
   * Converts a stored version's data to the newest. Data in the newest version is trusted and not parsed
   * again.
   */
  upcast(version: number, data: unknown): Data;
  /** The data of an event of this type. */
  read(event: Pick<Envelope, "version" | "data">): Data;
  /** Creates an event for one aggregate. */
  of(aggregateId: string, data: Data): NewEvent<Data>;
}

type Upcast = (older: unknown) => unknown;

interface EventChain<Data> extends EventDefinition<Data> {
  /** Adds a version. The old data must be converted; a version can't be skipped or renumbered. */
  next<Newer>(schema: OnUse<z.ZodType<Newer>>, upcast: (older: Data) => NoInfer<Newer>): EventChain<Newer>;
  /**
   * Lets the newest version's data repeat fields that the aggregate's state gains later, without a new
   * version of the event. The published schema must allow additional fields; their own schema is that of the
   * state.
   */
  growing<Grown extends Data>(schema: OnUse<z.ZodType<Grown, unknown>>): EventChain<Grown>;
  /** Declares where its data can hold personal data. Say it last: it holds for all versions. */
  personal(fields: PersonalFields): EventChain<Data>;
  /** The event erases the person from its aggregate. */
  erasing(): EventChain<Data>;
  /**
   * The event may leave the platform with these fields of its data, in its newest version. Never personal data, hashes, bearer
   * tokens or secrets.
   */
  published(...fields: readonly (keyof Data & string)[]): EventChain<Data>;
  /** The event never leaves the platform. */
  unpublished(): EventChain<Data>;
}

/**
 * Declares an event type by the schema of its first version. Schemas can be given as functions: only writing an event reads that of
 * its newest version.
 */
export function defineEvent<Data>(
  type: string,
  aggregate: string,
  schema: OnUse<z.ZodType<Data>>,
): EventChain<Data> {
  const first = onUse(schema);
  return chain({
    type,
    aggregate,
    schemas: [first],
    schema: first,
    steps: [],
    personalFields: {},
    erases: false,
    publishedFields: undefined,
  });
}

type Links<Data> = Pick<
  EventDefinition<Data>,
  "type" | "aggregate" | "steps" | "personalFields" | "erases" | "publishedFields"
> & {
  readonly schemas: readonly (() => z.ZodType)[];
  readonly schema: () => z.ZodType<Data>;
};

function chain<Data>(links: Links<Data>): EventChain<Data> {
  const { type, aggregate, schemas, schema, steps, personalFields, erases, publishedFields } = links;
  // `next` takes the previous version's data, so every step was type-checked when the chain was written.
  const upcast = (from: number, data: unknown) =>
    steps.slice(from - 1).reduce((older, step) => step(older), data) as Data;
  return {
    type,
    aggregate,
    steps,
    personalFields,
    erases,
    publishedFields,
    get schemas() {
      return schemas.map((each) => each());
    },
    get schema() {
      return schema();
    },
    version: schemas.length,
    upcast,
    read: (event) => upcast(event.version, event.data),
    of: (id, data) => ({ type, aggregate: { type: aggregate, id }, data }),
    next(given, step) {
      const newer = onUse(given);
      return chain({
        ...links,
        schemas: [...schemas, newer],
        schema: newer,
        steps: [...steps, step as Upcast],
      });
    },
    growing: (grown) => chain({ ...links, schema: onUse(grown) }),
    personal: (fields) => chain({ ...links, personalFields: fields }),
    erasing: () => chain({ ...links, erases: true }),
    published: (...fields) => chain({ ...links, publishedFields: fields }),
    unpublished: () => chain({ ...links, publishedFields: null }),
  };
}
