import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";

/** A number in [0, 1). */
export type Random = () => number;

const texts = [
  "",
  "lamp",
  "é",
  "0",
  "-1",
  "prod_01J00000000000000000000000",
  "%",
  "{}",
  "ß".repeat(40),
  "__proto__",
];
const numbers = [0, 1, 2, 20, 100, -1, 2_147_483_647];

/** Generates valid queries: random fields, arguments, aliases and fragments of a schema. */
export function generateQuery(schema: GraphQLSchema, random: Random): string {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;

  const value = (type: GraphQLInputType, depth = 0): string => {
    const inner = getNullableType(type);
    if (!isNonNullType(type) && random() < 0.1) return "null";
    if (isListType(inner))
      return `[${Array.from({ length: Math.floor(random() * 3) }, () => value(inner.ofType, depth))}]`;
    if (isEnumType(inner)) return pick(inner.getValues()).name;
    if (isInputObjectType(inner)) {
      const fields = Object.values(inner.getFields()).filter(
        (field) => isNonNullType(field.type) || (depth < 2 && random() < 0.3),
      );
      return `{${fields.map((field) => `${field.name}: ${value(field.type, depth + 1)}`).join(", ")}}`;
    }
    if (["Int", "BigInt", "Float"].includes(inner.name)) return String(pick(numbers));
    if (inner.name === "Boolean") return String(random() < 0.5);
    if (inner.name === "JSON") return "{a: [1]}";
    return JSON.stringify(pick(texts));
  };

  const argumentsOf = (args: readonly GraphQLArgument[]): string => {
    const given = args.filter((arg) => isNonNullType(arg.type) || random() < 0.2);
    return given.length === 0 ? "" : `(${given.map((arg) => `${arg.name}: ${value(arg.type)}`).join(", ")})`;
  };

  const selection = (type: GraphQLObjectType, depth: number): string => {
    const fields = Object.values(type.getFields());
    const chosen = Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(fields));
    const parts = chosen.map((field, index) => {
      const inner = getNamedType(field.type);
      const alias = `f${depth}_${index}: ${field.name}${argumentsOf(field.args)}`;
      if (!isObjectType(inner)) return isCompositeType(inner) ? `${alias} { __typename }` : alias;
      if (depth > 10) return "__typename";
      return `${alias} ${selection(inner, depth + 1)}`;
    });
    if (random() < 0.1) parts.push(`... on ${type.name} { __typename }`);
    return `{ ${parts.join(" ")} }`;
  };

  const query = schema.getQueryType();
  if (query == null) throw new Error("the schema has no queries");
  return `query ${selection(query, 0)}`;
}
