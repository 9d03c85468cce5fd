import { bodyLimits } from "../../../src/http/request/body.ts";

/** JSON that could be expensive to parse, in any size. */
export interface HostileJson {
  readonly name: string;
  /** The largest JSON text of this kind with at most `bytes` bytes. */
  readonly of: (bytes: number) => string;
}

export const hostileNumbers: readonly HostileJson[] = [
  { name: "digits", of: (bytes) => "1".repeat(bytes) },
  { name: "decimal digits", of: (bytes) => `0.${"1".repeat(bytes - 2)}` },
  { name: "exponent", of: (bytes) => `1e${"9".repeat(bytes - 2)}` },
];

export const hostileLists: readonly HostileJson[] = [
  ...lists("numbers", () => "0"),
  ...lists("fractions", (index) => `${index}.5`),
  ...lists("nulls", () => "null"),
  ...lists("empty texts", () => '""'),
  ...lists("different texts", (index) => `"${index}"`),
  ...lists("empty lists", () => "[]"),
  ...lists("empty objects", () => "{}"),
  ...lists("objects with one field", () => '{"a":0}'),
  ...lists("objects with different fields", (index) => `{"${index.toString(36)}":0}`),
  ...lists("nested lists", () => "[".repeat(24) + "]".repeat(24)),
  ...lists("nested objects", () => `${'{"a":'.repeat(24)}0${"}".repeat(24)}`),
  { name: "deep lists", of: (bytes) => "[".repeat(bytes / 2) + "]".repeat(bytes / 2) },
  { name: "spaces", of: (bytes) => `[${" ".repeat(bytes - 2)}]` },
];

export const hostileObjects: readonly HostileJson[] = [
  ...objects("equal fields", () => '"a"'),
  ...objects("different fields", (index) => `"${index.toString(36)}x"`),
  ...objects("numbered fields", (index) => `"${index}"`),
  ...objects("scattered numbers as fields", (index) => `"${index * 997}"`),
  ...objects("long names", (index) => `"${String(index).padStart(200, "a")}"`),
  ...objects("escaped names", (index) => `"${"\\u0061".repeat(20)}${index}"`),
  {
    name: "deep objects",
    of: (bytes) => `${'{"a":'.repeat((bytes - 1) / 6)}0${"}".repeat((bytes - 1) / 6)}`,
  },
];

/** A JSON text of a string that is written in escapes only. */
export const escapedText: HostileJson = {
  name: "escapes",
  of: (bytes) => `"${"\\u0061".repeat((bytes - 2) / 6)}"`,
};

/** A list with as many items as fit. */
export function listOf(name: string, item: (index: number) => string, most?: number): HostileJson {
  return { name, of: (bytes) => `[${joined(item, bytes - 2, most)}]` };
}

/** A list with as many items as fit, and one with as many as a body may have. */
function lists(name: string, item: (index: number) => string): readonly HostileJson[] {
  return [listOf(name, item), listOf(`${name}, as many as allowed`, item, mostOf(item))];
}

function objects(name: string, key: (index: number) => string): readonly HostileJson[] {
  const field = (index: number) => `${key(index)}:0`;
  const objectOf = (title: string, most?: number): HostileJson => ({
    name: title,
    of: (bytes) => `{${joined(field, bytes - 2, most)}}`,
  });
  return [objectOf(name), objectOf(`${name}, as many as allowed`, mostOf(field))];
}

/** How many such values a body may have, and some beside them. */
function mostOf(item: (index: number) => string): number {
  const values = 1 + (item(0).match(/[,[{]/g)?.length ?? 0);
  return Math.floor((bodyLimits.jsonValues.value - 1_000) / values);
}

/** As many items as fit, and at most `most`, with commas between them. */
export function joined(
  item: (index: number) => string,
  bytes: number,
  most = Number.POSITIVE_INFINITY,
): string {
  const first = item(0);
  if (item(1) === first) {
    const fitting = Math.floor((bytes + 1) / (Buffer.byteLength(first) + 1));
    return new Array(Math.max(0, Math.min(fitting, most))).fill(first).join(",");
  }
  const items: string[] = [];
  for (let index = 0, room = bytes + 1; index < most; index += 1) {
    const next = item(index);
    room -= Buffer.byteLength(next) + 1;
    if (room < 0) break;
    items.push(next);
  }
  return items.join(",");
}
