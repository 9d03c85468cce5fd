import { oneOf, type Random } from "../../driver/random.ts";

const deep = (levels: number, open: string, close: string) =>
  `${open.repeat(levels)}1${close.repeat(levels)}`;

/** JSON values of all kinds, as text: JavaScript cannot represent some of them. */
const fixed: readonly string[] = [
  ...["null", "true", "false", '""', '" "', "[]", "{}", "[null]", "[[]]", '{"a":1}', '[["x"]]'],
  ...["0", "-0", "-1", "1.5", "1e309", "-1e309", "1e-400", "9007199254740993", "-9007199254740993"],
  ...["1E+2", "0.1e1", "2147483648", "4294967296", "18446744073709551616", "1.0000000000000000000001"],
  ...['"1"', '"0x10"', '"1e3"', '"NaN"', '"Infinity"', '"true"', '"2030-13-45"', '"9999999-01-01T00:00:00Z"'],
  ...['"\\u0000"', '"a\\u0000b"', '"\\ud800"', '"\\udc00x"', '"\\ud83d\\ud83d"', '"\\uffff"'],
  ...[
    '{"__proto__":{"isAdmin":true}}',
    '{"constructor":{"prototype":{"isAdmin":true}}}',
    '{"toString":null}',
  ],
  ...['{"length":-1}', '{"then":"x"}', '{"toJSON":1}', '{"valueOf":{}}', '{"$ref":"#"}', '{"$ne":null}'],
  ...[deep(20, "[", "]"), deep(40, '{"a":', "}"), deep(900, "[", "]"), deep(20_000, "[", "]")],
];

const long: readonly ((random: Random) => string)[] = [
  (random) => `"${"x".repeat(1 + Math.floor(random() * 9_000))}"`,
  () => `"${"\\u0041".repeat(20_000)}"`,
  () => `"${"🧣".repeat(6_000)}"`,
  () => `[${Array.from({ length: 3_000 }, (_, index) => index).join(",")}]`,
  () => `{${Array.from({ length: 2_000 }, (_, index) => `"k${index}":0`).join(",")}}`,
  () => "9".repeat(5_000),
  () => `0.${"1".repeat(5_000)}`,
  () => `[${'"a",'.repeat(300)}"a"]`,
];

/** A value that some reader of JSON may not expect. */
export function hostileValue(random: Random): string {
  return random() < 0.12 ? oneOf(long, random)(random) : oneOf(fixed, random);
}
