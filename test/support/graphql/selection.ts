import {
  type GraphQLInputType,
  type GraphQLOutputType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
} from "graphql";

type Json = Readonly<Record<string, unknown>>;

/** The selection that asks for everything that a REST answer has. Throws if the type lacks a field. */
export function selectionFor(type: GraphQLOutputType, answers: readonly unknown[]): string {
  const inner = getNullableType(type);
  if (isListType(inner)) return selectionFor(inner.ofType, answers.flatMap(itemsOf));
  if (!isObjectType(inner)) return "";
  const fields = inner.getFields();
  const objects = answers.filter(isJson);
  const keys = [...new Set(objects.flatMap((answer) => Object.keys(answer)))];
  const parts = keys.map((key) => {
    const field = fields[key];
    if (field === undefined) throw new Error(`${inner.name} has no field ${key}`);
    return `${key} ${selectionFor(
      field.type,
      objects.map((answer) => answer[key]),
    )}`;
  });
  return `{ __typename ${parts.join(" ")} }`;
}

/** A record is a list of named values, and a list is its items. */
function itemsOf(answer: unknown): readonly unknown[] {
  if (Array.isArray(answer)) return answer;
  return isJson(answer) ? Object.entries(answer).map(([name, value]) => namedValue(name, value)) : [];
}

function namedValue(name: string, value: unknown): Json {
  return Array.isArray(value) ? { name, values: value } : { name, value };
}

/** A GraphQL answer as REST has it: enums by their values, named values as records. What is null is left out. */
export function asRest(type: GraphQLOutputType, answer: unknown, rest: unknown): unknown {
  const inner = getNullableType(type);
  if (answer === null || answer === undefined) return undefined;
  if (isEnumType(inner)) return inner.getValue(String(answer))?.value;
  if (isListType(inner) && Array.isArray(answer)) {
    if (Array.isArray(rest)) return answer.map((item, index) => asRest(inner.ofType, item, rest[index]));
    const entries = answer.map((item) => [
      item.name,
      asRecordValue(inner.ofType, item, Object(rest)[item.name]),
    ]);
    return Object.fromEntries(entries);
  }
  if (!isObjectType(inner)) return withoutNulls(answer);
  const fields = inner.getFields();
  const entries = Object.entries(Object(answer)).flatMap(([key, value]) => {
    const field = fields[key];
    const shown = field === undefined ? undefined : asRest(field.type, value, Object(rest)[key]);
    return shown === undefined ? [] : [[key, shown]];
  });
  return Object.fromEntries(entries);
}

function asRecordValue(type: GraphQLOutputType, item: Json, rest: unknown): unknown {
  const inner = getNullableType(type);
  const key = "values" in item ? "values" : "value";
  const field = isObjectType(inner) ? inner.getFields()[key] : undefined;
  return field === undefined ? item[key] : asRest(field.type, item[key], rest);
}

/** A REST body as GraphQL takes it. */
export function asInput(type: GraphQLInputType, body: unknown): unknown {
  const inner = getNullableType(type);
  if (body === null || body === undefined) return body;
  if (isEnumType(inner)) return inner.getValues().find(({ value }) => value === body)?.name;
  if (isListType(inner)) {
    if (Array.isArray(body)) return body.map((item) => asInput(inner.ofType, item));
    return isJson(body) ? Object.entries(body).map(([name, value]) => namedValue(name, value)) : [body];
  }
  if (!isInputObjectType(inner) || !isJson(body)) return body;
  const fields = inner.getFields();
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      const field = fields[key];
      return [key, field === undefined ? value : asInput(field.type, value)];
    }),
  );
}

/** Without what is null. REST leaves some of it out, GraphQL never. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isJson(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNulls(inner)]])),
  );
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
