import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
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
  const root = asked.schema.getRootType(operation.operation) ?? undefined;
  const variables = valuesOf(operation, asked.variables);
  const { depth, cost, aliases, fields } = new Measurer({ ...asked, variables }).ofSet(
    operation.selectionSet,
    root,
  );
  const rootFields = [...fields.values()].reduce((sum, times) => sum + times, 0);
  return { depth, cost, aliases, rootFields };
}

type Type = GraphQLNamedType | undefined;

class Measurer {
  readonly #asked: Asked;
  readonly #known = new Map<string, Part>();
  readonly #running = new Set<string>();

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  ofSet(set: SelectionSetNode, type: Type): Part {
    const fields = new Map<string, number>();
    let [depth, cost, aliases] = [0, 0, 0];
    for (const selection of set.selections) {
      const part = this.#ofSelection(selection, type);
      depth = Math.max(depth, part.depth);
      cost += part.cost;
      aliases = Math.max(aliases, part.aliases);
      const own = selection.kind === Kind.FIELD ? [[selection.name.value, 1] as const] : part.fields;
      for (const [name, times] of own) fields.set(name, (fields.get(name) ?? 0) + times);
    }
    return { depth, cost, aliases: Math.max(aliases, ...fields.values()), fields };
  }

  #ofSelection(selection: SelectionSetNode["selections"][number], type: Type): Part {
    switch (selection.kind) {
      case Kind.FIELD:
        return this.#ofField(selection, type);
      case Kind.INLINE_FRAGMENT:
        return this.ofSet(selection.selectionSet, this.#named(selection.typeCondition?.name.value) ?? type);
      case Kind.FRAGMENT_SPREAD:
        return this.#ofFragment(selection.name.value);
    }
  }

  #named(name: string | undefined): Type {
    return name === undefined ? undefined : this.#asked.schema.getType(name);
  }

  #ofFragment(name: string): Part {
    const fragment = this.#asked.fragments.get(name);
    // A fragment within itself is refused when the query is validated.
    if (fragment === undefined || this.#running.has(name)) return nothing;
    const measured = this.#known.get(name);
    if (measured !== undefined) return measured;
    this.#running.add(name);
    const part = this.ofSet(fragment.selectionSet, this.#named(fragment.typeCondition.name.value));
    this.#running.delete(name);
    this.#known.set(name, part);
    return part;
  }

  #ofField(field: FieldNode, parent: Type): Part {
    // Introspection has bounds of its own.
    if (field.name.value.startsWith("__")) return nothing;
    if (field.selectionSet === undefined) return { ...nothing, depth: 1 };
    const definition = isObjectType(parent) ? parent.getFields()[field.name.value] : undefined;
    const type = definition === undefined ? undefined : getNamedType(definition.type);
    const inner = this.ofSet(field.selectionSet, type);
    const cost = type === undefined ? inner.cost : this.#costOf(field, type, parent, inner);
    return { ...inner, depth: 1 + inner.depth, cost };
  }

  #costOf(field: FieldNode, type: GraphQLNamedType, parent: Type, inner: Part): number {
    if (isConnection(type)) return 1 + sizeOf(field, this.#asked.variables) * Math.max(1, inner.cost);
    // The connection pays for its items.
    return parent !== undefined && isConnection(parent) ? inner.cost : 1 + inner.cost;
  }
}

function isConnection(type: GraphQLNamedType): type is GraphQLObjectType {
  return type.name.endsWith("Connection");
}

/** The most items that a connection may be asked for. A variable counts as its value, or what the query has in its place. */
function sizeOf({ arguments: args = [] }: FieldNode, variables: Asked["variables"]): number {
  const sizes = args
    .filter(({ name }) => name.value === "first" || name.value === "last")
    .map(({ value }) => numberIn(value, variables))
    .filter((size) => Number.isInteger(size) && size > 0);
  return sizes.length === 0 ? defaultLimit : Math.min(Math.max(...sizes), pageLimits.items.value);
}

function numberIn(value: ValueNode, variables: Asked["variables"]): number {
  if (value.kind === Kind.VARIABLE) return Number(variables[value.name.value] ?? Number.NaN);
  return value.kind === Kind.INT ? Number(value.value) : Number.NaN;
}

/** The values of a query's variables, with those that the query itself gives where none was sent. */
function valuesOf(
  { variableDefinitions = [] }: OperationDefinitionNode,
  sent: Asked["variables"],
): Asked["variables"] {
  const own = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)] as const] : [],
  );
  return { ...Object.fromEntries(own), ...sent };
}
