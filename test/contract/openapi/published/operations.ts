import type { Named, Schema } from "./shapes.ts";
import { type Direction, schemaBreaks } from "./values.ts";

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}
type Content = Readonly<Record<string, { readonly schema: Schema }>>;
interface Answer {
  readonly $ref?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Content;
}
export interface Operation {
  readonly operationId: string;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Answer>>;
  /** The codes that it is refused with, by status. */
  readonly "x-problems"?: Readonly<Record<string, readonly string[]>>;
}

/** A document, as far as clients rely on it. */
export interface Published {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Named;
    readonly parameters?: Readonly<Record<string, Parameter>>;
    readonly responses?: Readonly<Record<string, Answer>>;
  };
}

/** What a change of the document breaks for clients that know the one before: the operation, the place, and what is the matter. */
export function breaksOf(was: Published, is: Published): readonly string[] {
  const between = { was, is };
  const codes = codesOf(is);
  const gone = [...codesOf(was)]
    .filter((code) => !codes.has(code))
    .map((code) => `the problem code ${code} is gone`);
  const breaks = Object.entries(was.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, before]) => {
      const after = is.paths[path]?.[method];
      const name = `${before.operationId} (${method.toUpperCase()} ${path})`;
      const breaks = after === undefined ? ["is gone"] : operationBreaks(between, before, after);
      return [...new Set(breaks)].map((one) => `${name}: ${one}`);
    }),
  );
  return [...gone, ...breaks];
}

function codesOf({ paths }: Published): ReadonlySet<string> {
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  return new Set(operations.flatMap((one) => Object.values(one["x-problems"] ?? {}).flat()));
}

interface Between {
  readonly was: Published;
  readonly is: Published;
}

function operationBreaks(between: Between, was: Operation, is: Operation): readonly string[] {
  return [
    ...(was.operationId === is.operationId ? [] : [`is called ${is.operationId}`]),
    ...securityBreaks(was, is),
    ...parameterBreaks(between, was, is),
    ...bodyBreaks(between, was, is),
    ...answerBreaks(between, was, is),
  ];
}

/** Each way to be allowed must still do. */
function securityBreaks(
  { security: was = [] }: Operation,
  { security: is = [] }: Operation,
): readonly string[] {
  const nameOf = (one: Readonly<Record<string, unknown>>) =>
    Object.keys(one).sort().join(" with ") || "no credential";
  const now = is.map(nameOf);
  return was
    .map(nameOf)
    .filter((name) => !now.includes(name))
    .map((name) => `is no longer open to ${name}`);
}

function parameterBreaks({ was, is }: Between, before: Operation, after: Operation): readonly string[] {
  const all = ({ parameters = [] }: Operation, { components }: Published) =>
    new Map(
      parameters
        .map((one) => (one.$ref === undefined ? one : (components.parameters?.[nameIn(one.$ref)] ?? one)))
        .map((one) => [`${one.in} parameter ${one.name}`, one]),
    );
  const [old, now] = [all(before, was), all(after, is)];
  const kept = [...old].flatMap(([name, parameter]) => {
    const other = now.get(name);
    if (other === undefined) return [`${name} is gone`];
    const required =
      other.required === true && parameter.required !== true ? [`${name} is required now`] : [];
    return [...required, ...inside(name, "request", { was, is }, parameter.schema, other.schema)];
  });
  const added = [...now].filter(([name, { required }]) => required === true && !old.has(name));
  return [...kept, ...added.map(([name]) => `${name} is required now`)];
}

function bodyBreaks(between: Between, was: Operation, is: Operation): readonly string[] {
  if (was.requestBody === undefined) return is.requestBody === undefined ? [] : ["the body is required now"];
  return contentBreaks(
    "the body",
    "request",
    between,
    was.requestBody.content,
    is.requestBody?.content ?? {},
  );
}

function answerBreaks(between: Between, was: Operation, is: Operation): readonly string[] {
  const answer = (one: Answer | undefined, { components }: Published) =>
    one?.$ref === undefined ? one : components.responses?.[nameIn(one.$ref)];
  return Object.keys(was.responses).flatMap((status) => {
    const before = answer(was.responses[status], between.was);
    const after = answer(is.responses[status], between.is);
    if (after === undefined) return [`the answer ${status} is gone`];
    const headers = Object.keys(before?.headers ?? {}).filter((name) => !(name in (after.headers ?? {})));
    return [
      ...headers.map((name) => `the answer ${status} no longer has ${name}`),
      ...contentBreaks(`the answer ${status}`, "answer", between, before?.content ?? {}, after.content ?? {}),
    ];
  });
}

function contentBreaks(
  name: string,
  direction: Direction,
  between: Between,
  was: Content,
  is: Content,
): readonly string[] {
  return Object.entries(was).flatMap(([mediaType, { schema }]) => {
    const other = is[mediaType];
    if (other === undefined) return [`${name} can no longer be ${mediaType}`];
    return inside(name, direction, between, schema, other.schema);
  });
}

function inside(
  name: string,
  direction: Direction,
  { was, is }: Between,
  one: Schema,
  other: Schema,
): readonly string[] {
  const versions = { direction, was: was.components.schemas, is: is.components.schemas };
  return schemaBreaks(versions, one, other).map((found) => `${name}: ${found}`);
}

function nameIn(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}
