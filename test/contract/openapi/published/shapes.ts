/** A JSON Schema, as documents have it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly [bound: string]: unknown;
}

/** One of the forms that a value can have. */
export interface Form {
  readonly type: string;
  readonly values: readonly unknown[] | null;
  readonly schema: Schema;
}

export type Named = Readonly<Record<string, Schema>>;

/** The forms that a schema allows: one for each type and each alternative. References are followed, and `allOf` is joined. */
export function formsOf(named: Named, schema: Schema): readonly Form[] {
  const whole = joined(named, schema);
  const alternatives = whole.anyOf ?? whole.oneOf;
  if (alternatives !== undefined) return alternatives.flatMap((one) => formsOf(named, one));
  const values = whole.const === undefined ? (whole.enum ?? null) : [whole.const];
  const types = typesOf(whole, values);
  return types.map((type) => ({
    type,
    values: values?.filter((one) => isOfType(one, type)) ?? null,
    schema: whole,
  }));
}

function joined(named: Named, schema: Schema): Schema {
  const { $ref, allOf, ...own } = schema;
  const parts = [
    ...($ref === undefined ? [] : [joined(named, referred(named, $ref))]),
    ...(allOf ?? []).map((one) => joined(named, one)),
  ];
  const properties = Object.assign({}, own.properties, ...parts.map((one) => one.properties));
  const required = [own, ...parts].flatMap((one) => one.required ?? []);
  return Object.assign({}, own, ...parts, parts.length === 0 ? {} : { properties, required });
}

function referred(named: Named, reference: string): Schema {
  const found = named[reference.slice(reference.lastIndexOf("/") + 1)];
  if (found === undefined) throw new Error(`${reference} is not there`);
  return found;
}

function typesOf({ type, properties }: Schema, values: readonly unknown[] | null): readonly string[] {
  if (typeof type === "string") return [type];
  if (type !== undefined) return type;
  if (values !== null) return [...new Set(values.map((one) => (one === null ? "null" : typeof one)))];
  return [properties === undefined ? "anything" : "object"];
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "null") return value === null;
  return value !== null && (type === "integer" ? typeof value === "number" : typeof value === type);
}
