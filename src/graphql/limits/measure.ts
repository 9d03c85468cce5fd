import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { defaultLimit, pageLimits } from "../../kernel/read/page.ts";

/** What a query asks for, before anything of it runs. */
export interface Measure {
  /** Fields within fields, with fragments opened. */
  readonly depth: number;
  readonly cost: number;
  /** How often the most frequent field of a selection occurs there. */
  readonly aliases: number;
  readonly rootFields: number;
}

interface Part {
  readonly depth: number;
  readonly cost: number;
  readonly aliases: number;
  /** How often each field occurs, with fragments opened. */
  readonly fields: ReadonlyMap<string, number>;
}

interface Asked {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

const nothing: Part = { depth: 0, cost: 0, aliases: 0, fields: new Map() };

/** Measures an operation. Every fragment is measured once, so the work is bounded by the text. */
export function measure(operation: OperationDefinitionNode, asked: Asked): Measure {
  const known = new Map<string, Part>();
  const running = new Set<string>();

  const ofSet = (set: SelectionSetNode, type: GraphQLNamedType | undefined): Part => {
    const fields = new Map<string, number>();
    let [depth, cost, aliases] = [0, 0, 0];
    for (const selection of set.selections) {
      const part = ofSelection(selection, type);
      depth = Math.max(depth, part.depth);
      cost += part.cost;
      aliases = Math.max(aliases, part.aliases);
      const own = selection.kind === Kind.FIELD ? [[selection.name.value, 1] as const] : part.fields;
      for (const [name, times] of own) fields.set(name, (fields.get(name) ?? 0) + times);
    }
    return { depth, cost, aliases: Math.max(aliases, ...fields.values()), fields };
  };

  const ofSelection = (
    selection: SelectionSetNode["selections"][number],
    type: GraphQLNamedType | undefined,
  ): Part => {
    switch (selection.kind) {
      case Kind.FIELD:
        return ofField(selection, type);
      case Kind.INLINE_FRAGMENT:
        return ofSet(selection.selectionSet, named(selection.typeCondition?.name.value) ?? type);
      case Kind.FRAGMENT_SPREAD:
        return ofFragment(selection.name.value);
    }
  };

  const named = (name: string | undefined) => (name === undefined ? undefined : asked.schema.getType(name));

  const ofFragment = (name: string): Part => {
    const fragment = asked.fragments.get(name);
    // A fragment within itself is refused when the query is validated.
    if (fragment === undefined || running.has(name)) return nothing;
    const measured = known.get(name);
    if (measured !== undefined) return measured;
    running.add(name);
    const part = ofSet(fragment.selectionSet, named(fragment.typeCondition.name.value));
    running.delete(name);
    known.set(name, part);
    return part;
  };

  const ofField = (field: FieldNode, parent: GraphQLNamedType | undefined): Part => {
    // Introspection has bounds of its own.
    if (field.name.value.startsWith("__")) return nothing;
    const definition = isObjectType(parent) ? parent.getFields()[field.name.value] : undefined;
    const type = definition === undefined ? undefined : getNamedType(definition.type);
    if (field.selectionSet === undefined) return { ...nothing, depth: 1 };
    const inner = ofSet(field.selectionSet, type);
    const depth = 1 + inner.depth;
    if (type === undefined || !isCompositeType(type)) return { ...inner, depth };
    return { ...inner, depth, cost: costOf(field, type, parent, inner) };
  };

  const costOf = (
    field: FieldNode,
    type: GraphQLNamedType,
    parent: GraphQLNamedType | undefined,
    inner: Part,
  ): number => {
    if (isConnection(type)) return 1 + sizeOf(field, asked.variables) * Math.max(1, inner.cost);
    // The items of a connection are paid for by the connection.
    if (parent !== undefined && isConnection(parent))
      return field.name.value === "edges" || field.name.value === "nodes"
        ? Math.max(1, inner.cost)
        : inner.cost;
    return 1 + inner.cost;
  };

  const root = asked.schema.getRootType(operation.operation) ?? undefined;
  const { depth, cost, aliases, fields } = ofSet(operation.selectionSet, root);
  return { depth, cost, aliases, rootFields: [...fields.values()].reduce((sum, times) => sum + times, 0) };
}

function isConnection(type: GraphQLNamedType): type is GraphQLObjectType {
  return type.name.endsWith("Connection");
}

/** The items that a connection is asked for. A variable counts as its value. */
function sizeOf({ arguments: args = [] }: FieldNode, variables: Asked["variables"]): number {
  const asked = args.find(({ name }) => name.value === "first" || name.value === "last")?.value;
  const value =
    asked?.kind === Kind.INT
      ? Number(asked.value)
      : asked?.kind === Kind.VARIABLE
        ? Number(variables[asked.name.value] ?? Number.NaN)
        : Number.NaN;
  return Number.isInteger(value) && value > 0 ? Math.min(value, pageLimits.items.value) : defaultLimit;
}
