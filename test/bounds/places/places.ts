import { z } from "zod";
import { joined } from "../contents/values.ts";
import { inner, partsOf, requiredFields } from "./samples.ts";

/** What a place takes. A value of another kind is refused at once. */
export type PlaceKind = "text" | "key" | "number" | "list" | "object" | "anything" | "choice";

/** A place in a JSON body that a caller fills. */
export interface Place {
  /** As a JSON pointer, with `-` for an item, `*` for a value and `{key}` for a name. */
  readonly path: string;
  readonly kind: PlaceKind;
  readonly schema: z.ZodType;
  /** Equal for places where a value goes through the same schemas. */
  readonly alike: string;
  /** A valid body with this JSON here. Lists around it are as long as their schemas and `bytes` allow. */
  readonly put: (value: string, bytes: number) => string;
}

/** Puts a value into what surrounds it. `bytes` is the room for the result. */
type Wrap = (value: string, bytes: number) => string;

/** All places in a JSON value of a schema, the whole value included. */
export function placesIn(schema: z.ZodType): readonly Place[] {
  return placesUnder(schema, { path: "", alike: "", put: (value) => value });
}

type Enclosing = Pick<Place, "path" | "alike" | "put">;

function placesUnder(schema: z.ZodType, around: Enclosing): readonly Place[] {
  const { path, put } = around;
  const alike = around.alike + (doesNothing(schema) ? "" : ` ${numberOf(schema)}`);
  const own = `${around.alike} ${numberOf(schema)}`;
  const here = (kind: PlaceKind): Place => ({ path, kind, schema, alike: own, put });
  const parts = partsOf(schema);
  if (parts !== null) return parts.flatMap((part) => placesUnder(inner(part), { ...around, alike }));
  const within = ({ part, step, wrap }: Step) =>
    placesUnder(inner(part), {
      path: path + step,
      alike,
      put: (value, bytes) => put(wrap(value, bytes), bytes),
    });
  if (schema instanceof z.ZodObject) return [here("object"), ...fieldsOf(schema).flatMap(within)];
  if (schema instanceof z.ZodArray) return [here("list"), ...within(itemOf(schema))];
  if (schema instanceof z.ZodRecord)
    return [here("object"), ...within(keyOf(schema)).map(asKey), ...within(valuesOf(schema))];
  return [here(leafKind(schema))];
}

/** Whether a schema leaves the work to those of its parts. */
function doesNothing(schema: z.ZodType): boolean {
  const { checks = [] } = schema.def;
  return checks.length === 0 && (schema instanceof z.ZodObject || schema instanceof z.ZodOptional);
}

const numbers = new Map<z.ZodType, number>();

/** A different number for each schema. */
export function numberOf(schema: z.ZodType): number {
  const number = numbers.get(schema) ?? numbers.size;
  numbers.set(schema, number);
  return number;
}

/** The way from a value to one in it. */
interface Step {
  readonly part: z.core.$ZodType;
  readonly step: string;
  readonly wrap: Wrap;
}

function fieldsOf(schema: z.ZodObject): readonly Step[] {
  return Object.entries<z.core.$ZodType>(schema.shape).map(([name, part]) => {
    const key = `${JSON.stringify(name)}:`;
    const beside = () => requiredFields(schema).filter((text) => !text.startsWith(key));
    return { part, step: `/${name}`, wrap: (value) => `{${[`${key}${value}`, ...beside()].join(",")}}` };
  });
}

function itemOf(schema: z.ZodArray): Step {
  const most = mostIn(schema);
  const wrap: Wrap = (value, bytes) => `[${joined(() => value, bytes, most) || value}]`;
  return { part: schema.element, step: "/-", wrap };
}

function keyOf({ keyType }: z.ZodRecord): Step {
  return { part: keyType, step: "/{key}", wrap: (value) => `{${value}:"a"}` };
}

function valuesOf(schema: z.ZodRecord): Step {
  const most = mostIn(schema);
  const wrap: Wrap = (value, bytes) =>
    `{${joined((index) => `"k${index}":${value}`, bytes, most) || `"k":${value}`}}`;
  return { part: schema.valueType, step: "/*", wrap };
}

/** The longest text, list or record that the schema accepts. */
export function mostIn({ def }: z.ZodType): number {
  const sizes = [def, ...(def.checks ?? []).map((check) => check._zod.def)].flatMap((part) =>
    "maximum" in part && typeof part.maximum === "number" ? [part.maximum] : [],
  );
  return Math.min(...sizes);
}

function leafKind(schema: z.ZodType): PlaceKind {
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return "text";
  if (schema instanceof z.ZodNumber) return "number";
  if (schema instanceof z.ZodUnknown || schema instanceof z.ZodCustom) return "anything";
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral || schema instanceof z.ZodBoolean)
    return "choice";
  if (schema instanceof z.ZodNull) return "choice";
  throw new Error(`teach the walk over schemas about "${schema.def.type}"`);
}

const asKey = (place: Place): Place => ({ ...place, kind: "key" });
