import * as z from "zod/v4";

/*
 * In place of zod (`alias` in wrangler.toml): a schema is made when it is first used, not where it is written. An isolate evaluates thousands
 * of schemas at its start, and a request needs a few of them: docs/adr/115-a-start-makes-no-schemas.md. What is not listed here is zod's own,
 * and makes its schema at once.
 */
export * from "zod/v4";

/** What a schema is until something but the methods below is asked of it. Then the same object becomes that schema. */
class Later {
  readonly #make: () => z.ZodType;
  readonly #shape: object | undefined;

  constructor(make: () => z.ZodType, shape?: object) {
    this.#make = make;
    this.#shape = shape;
  }

  /** Modules build schemas from the fields of others when they are loaded. That needs none of them. */
  get shape(): unknown {
    return this.#shape ?? Reflect.get(schemaOf(this), "shape");
  }

  static become(later: Later): z.ZodType {
    const made = later.#make();
    const { constr, def, parent } = made._zod;
    Object.setPrototypeOf(later, constr.prototype);
    // Zod's functions hold on to the object that they were made for: what was made only tells its class and definition.
    (constr as unknown as ZodClass).init(later, def);
    const schema = later as unknown as z.ZodType;
    const { _zod: internals } = schema;
    for (const finish of internals.deferred ?? []) finish();
    internals.deferred = undefined;
    if (parent !== undefined) internals.parent = parent;
    const meta = z.globalRegistry.has(schema) ? undefined : z.globalRegistry.get(made);
    if (meta !== undefined) z.globalRegistry.add(schema, meta);
    return schema;
  }
}

interface ZodClass {
  init(schema: object, def: unknown): void;
}

/** Methods that always answer another schema. */
const methods =
  "and array catch check default describe email endsWith exactOptional exclude extend extract gt gte includes int keyof length loose lt " +
  "lte max min multipleOf negative nonempty nonnegative nonoptional nullable nullish omit optional or overwrite partial pick pipe positive " +
  "prefault readonly refine regex required rest safeExtend startsWith strict strip superRefine toLowerCase toUpperCase transform trim url";

for (const name of methods.split(" "))
  Object.defineProperty(Later.prototype, name, {
    value(this: object, ...args: readonly unknown[]) {
      return new Later(() => Reflect.get(schemaOf(this), name).apply(this, args));
    },
  });

function schemaOf(schema: object): object {
  return schema instanceof Later ? Later.become(schema) : schema;
}

// The made schema has it.
Reflect.deleteProperty(Later.prototype, "constructor");

Object.setPrototypeOf(
  Later.prototype,
  new Proxy(
    {},
    {
      get: (none, key, later) => Reflect.get(later instanceof Later ? Later.become(later) : none, key),
      set: (_, key, value, later) => Reflect.set(schemaOf(later), key, value, later),
    },
  ),
);

function later<Make extends (...args: never[]) => z.ZodType>(make: Make): Make {
  return ((...args: never[]) => new Later(() => make(...args))) as unknown as Make;
}

function objectLater<Make extends (...args: never[]) => z.ZodObject>(make: Make): Make {
  return ((...args: never[]) => new Later(() => make(...args), args[0])) as unknown as Make;
}

export const array = later(z.array);
export const boolean = later(z.boolean);
export const custom = later(z.custom);
export const discriminatedUnion = later(z.discriminatedUnion);
export const int = later(z.int);
export const literal = later(z.literal);
export const looseObject = objectLater(z.looseObject);
export const never = later(z.never);
export const number = later(z.number);
export const object = objectLater(z.object);
export const record = later(z.record);
export const strictObject = objectLater(z.strictObject);
export const string = later(z.string);
export const tuple = later(z.tuple);
export const union = later(z.union);
export const unknown = later(z.unknown);
export const url = later(z.url);

const enumLater = later(z.enum);
const nullLater = later(z.null);

export { enumLater as enum, nullLater as null };

export const coerce = { ...z.coerce, number: later(z.coerce.number) };
export const iso = { ...z.iso, date: later(z.iso.date), datetime: later(z.iso.datetime) };
