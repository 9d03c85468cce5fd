/** A body with one hostile value. */
export interface Hostile {
  /** JSON Pointer (RFC 6901) to the value. */
  readonly where: string;
  readonly text: string;
  /** Whether every schema must reject it. */
  readonly certain: boolean;
}

const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

/** As JSON text, because JavaScript can't represent some of them. */
const certainly = [
  '"\\u0000"',
  '"a\\u0000b"',
  '"\\ud800"',
  '"\\udc00x"',
  deep(40),
  '{"__proto__":{"polluted":1}}',
];
const perhaps = [
  "null",
  "true",
  "0",
  "-1",
  "1.5",
  "1e400",
  "9007199254740993",
  "-9007199254740993",
  '""',
  '" "',
  `"${"x".repeat(300)}"`,
  `"${"\\ud83e\\udde3".repeat(200)}"`,
  '"\\u202E\\u05DE\\u05E0\\u202C"',
  '"constructor"',
  "[]",
  "{}",
  "[null]",
  '[[["x"]]]',
  '{"length":-1}',
  '{"toString":null}',
];

/** Variants of the body, each with one value replaced. */
export function hostileVariantsOf(body: unknown): readonly Hostile[] {
  return placesIn(body, "").flatMap(({ pointer, put }) => [
    ...certainly.map((value) => ({ where: pointer, text: put(value), certain: true })),
    ...perhaps.map((value) => ({ where: pointer, text: put(value), certain: false })),
  ]);
}

interface Place {
  readonly pointer: string;
  /** The whole body as text with this value inserted. */
  readonly put: (value: string) => string;
}

function placesIn(value: unknown, pointer: string): readonly Place[] {
  const own: Place = { pointer, put: (text) => text };
  if (typeof value !== "object" || value === null) return [own];
  const entries = Object.entries(value);
  const within = entries.flatMap(([key, child]) =>
    placesIn(child, `${pointer}/${key}`).map(({ pointer: inner, put }): Place => {
      return { pointer: inner, put: (text) => written(value, key, put(text)) };
    }),
  );
  return [own, ...within];
}

/** The JSON of an object or array with the given text in place of one value. */
function written(parent: object, key: string, text: string): string {
  const parts = Object.entries(parent).map(([name, child]) => {
    const value = name === key ? text : JSON.stringify(child);
    return Array.isArray(parent) ? value : `${JSON.stringify(name)}:${value}`;
  });
  return Array.isArray(parent) ? `[${parts.join(",")}]` : `{${parts.join(",")}}`;
}
