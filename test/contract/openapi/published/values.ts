import { type Form, formsOf, type Named, type Schema } from "./shapes.ts";

/** What a client relies on: that what it sends is taken, or that what it is answered is as it was. */
export type Direction = "request" | "answer";

/** A document's shapes before and after a change. */
export interface Versions {
  readonly direction: Direction;
  readonly was: Named;
  readonly is: Named;
}

/** What breaks a client where values had one schema and have another: each as a place and what is the matter with it. */
export function schemaBreaks(
  versions: Versions,
  was: Schema,
  is: Schema,
  at = "",
  seen = new Set<string>(),
): readonly string[] {
  // Shapes that contain themselves have been compared where they were met first.
  const pair = `${was.$ref} ${is.$ref}`;
  if (was.$ref !== undefined && seen.has(pair)) return [];
  const inside = new Set([...seen, pair]);
  const [before, after] = [formsOf(versions.was, was), formsOf(versions.is, is)];
  const asks = versions.direction === "request";
  // What was taken must be taken still. What is answered must have been answered before.
  const [given, accepted] = asks ? [before, after] : [after, before];
  return given.flatMap((form) => {
    const candidates = accepted.filter(({ type }) => isWithin(form.type, type));
    const sameKind = candidates.filter((other) => isOfKind(form.schema, other.schema));
    const found = (sameKind.length > 0 ? sameKind : candidates).map((other) =>
      asks ? formBreaks(versions, form, other, at, inside) : formBreaks(versions, other, form, at, inside),
    );
    const [fewest] = found.sort((one, other) => one.length - other.length);
    return fewest ?? [`${at || "/"} ${asks ? "can no longer be" : "can now be"} ${form.type}`];
  });
}

/** Alternatives are told apart by a word that each has in the same field. */
function isOfKind(one: Schema, other: Schema): boolean {
  return Object.entries(one.properties ?? {}).every(([name, { const: word }]) => {
    const theirs = other.properties?.[name]?.const;
    return word === undefined || theirs === undefined || word === theirs;
  });
}

function isWithin(type: string, other: string): boolean {
  return type === other || other === "anything" || (type === "integer" && other === "number");
}

function formBreaks(
  versions: Versions,
  was: Form,
  is: Form,
  at: string,
  seen: Set<string>,
): readonly string[] {
  const asks = versions.direction === "request";
  const items = was.schema.items && is.schema.items;
  const [one, other] = [was.schema.additionalProperties, is.schema.additionalProperties];
  return [
    ...valueBreaks(versions, was, is, at),
    ...(asks ? boundBreaks(was.schema, is.schema, at) : []),
    ...fieldBreaks(versions, was.schema, is.schema, at, seen),
    ...(items ? schemaBreaks(versions, was.schema.items ?? {}, items, `${at}/*`, seen) : []),
    ...(typeof one === "object" && typeof other === "object"
      ? schemaBreaks(versions, one, other, `${at}/*`, seen)
      : []),
  ];
}

/** A word that is no longer taken, or text where there were words. A word that is new in an answer breaks nobody who expects new ones. */
function valueBreaks({ direction }: Versions, was: Form, is: Form, at: string): readonly string[] {
  const place = at || "/";
  if (direction === "answer")
    return was.values !== null && is.values === null ? [`${place} can now be any ${is.type}`] : [];
  if (is.values === null) return [];
  if (was.values === null) return [`${place} takes only ${is.values.join(", ")}`];
  return was.values
    .filter((one) => !is.values?.includes(one))
    .map((one) => `${place} no longer takes ${String(one)}`);
}

function fieldBreaks(
  versions: Versions,
  was: Schema,
  is: Schema,
  at: string,
  seen: Set<string>,
): readonly string[] {
  const [before, after] = [was.properties ?? {}, is.properties ?? {}];
  const needs = (schema: Schema, name: string) => schema.required?.includes(name) === true;
  const kept = Object.entries(before).flatMap(([name, schema]) => {
    const now = after[name];
    return now === undefined
      ? [`${at}/${name} is gone`]
      : schemaBreaks(versions, schema, now, `${at}/${name}`, seen);
  });
  if (versions.direction === "answer")
    return [
      ...kept,
      ...Object.keys(before)
        .filter((name) => name in after && needs(was, name) && !needs(is, name))
        .map((name) => `${at}/${name} can now be missing`),
    ];
  const required = Object.keys(after).filter((name) => needs(is, name) && !needs(was, name));
  return [...kept, ...required.map((name) => `${at}/${name} is required now`)];
}

const upper = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"];
const lower = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"];
const texts = ["pattern", "format"];

function boundBreaks(was: Schema, is: Schema, at: string): readonly string[] {
  const numberOf = (value: unknown, otherwise: number) => (typeof value === "number" ? value : otherwise);
  const narrower = [
    ...upper.filter((name) => numberOf(is[name], Infinity) < numberOf(was[name], Infinity)),
    ...lower.filter(
      (name) =>
        numberOf(is[name], -Infinity) >
        numberOf(was[name], name.startsWith("min") && name !== "minimum" ? 0 : -Infinity),
    ),
    ...texts.filter((name) => is[name] !== undefined && is[name] !== was[name]),
  ];
  return narrower.map(
    (name) => `${at || "/"} has another ${name}: ${is[name]}, before ${was[name] ?? "none"}`,
  );
}
