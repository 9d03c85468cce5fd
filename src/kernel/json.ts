const texts = new WeakMap<object, string>();

/**
 * The JSON of a value that no longer changes. The text of an object is stored as long as the object, so measuring an
 * item and sending it costs once.
 */
export function jsonOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value);
  texts.set(value, text);
  return text;
}

const encoder = new TextEncoder();

/** The size of a text in UTF-8. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}
