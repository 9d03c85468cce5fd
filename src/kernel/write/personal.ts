/**
 * Where an event's data or a state can hold personal data, and what is there once the person was erased. A path goes into
 * objects with `.`, and into each item of a list with `*`. Free text counts: people write names into it.
 */
export type PersonalFields = Readonly<Record<string, null | "">>;

/** A value without its personal data. Fields that are not there are left out; nothing else changes. */
export function withoutPersonal<Value>(fields: PersonalFields, value: Value): Value {
  let erased: unknown = value;
  for (const [path, replacement] of Object.entries(fields))
    erased = replaced(erased, path.split("."), replacement);
  // Only declared fields change, to values that their schemas allow; a test holds each declaration to its schema.
  return erased as Value;
}

function replaced(value: unknown, [step, ...rest]: readonly string[], replacement: null | ""): unknown {
  if (step === undefined) return value === null || value === undefined ? value : replacement;
  if (step === "*")
    return Array.isArray(value) ? value.map((item) => replaced(item, rest, replacement)) : value;
  if (typeof value !== "object" || value === null || !(step in value)) return value;
  return { ...value, [step]: replaced(Reflect.get(value, step), rest, replacement) };
}
