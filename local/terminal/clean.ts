/** What a terminal would obey instead of showing, and marks that change the direction of the text after them. */
const controls = /(?!\n)[\p{Cc}\p{Bidi_Control}]/gu;

/** Text of others that is safe to print: a name of a shop must not move the cursor. Line breaks stay. */
export function cleanText(text: string): string {
  return text.replaceAll(controls, (char) => (char === "\t" ? "  " : char === "\r" ? "" : "�"));
}

/** The same for all strings and names within plain data. */
export function cleaned<Value>(value: Value): Value {
  // Every value is replaced by one of the same type.
  return clean(value) as Value;
}

function clean(value: unknown): unknown {
  if (typeof value === "string") return cleanText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [cleanText(name), clean(one)]));
}
