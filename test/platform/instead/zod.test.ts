import { describe, expect, it } from "vitest";
import { z as zod } from "zod/v4";
import * as z from "../../../src/platform/instead/zod.ts";
import { readSources } from "../../architecture/sources.ts";

/** The same schemas, made by zod and made on use. */
type Zod = Pick<
  typeof z,
  | "string"
  | "object"
  | "strictObject"
  | "int"
  | "array"
  | "enum"
  | "iso"
  | "union"
  | "literal"
  | "record"
  | "boolean"
  | "discriminatedUnion"
  | "tuple"
  | "number"
  | "coerce"
  | "custom"
  | "unknown"
  | "url"
  | "null"
>;

const schemas: Readonly<Record<string, (from: Zod) => z.ZodType>> = {
  text: ({ string }) => string().trim().min(2).max(5),
  "described text": ({ string }) => string().describe("A name").max(5),
  "text that is an address": ({ string }) => string().url().optional(),
  "an address": ({ url }) => url({ protocol: /^https$/ }).max(30),
  numbers: ({ array, int }) => array(int().min(1).max(9)).min(1).max(3),
  "an object": ({ string, strictObject, int }) =>
    strictObject({ a: string().max(3), b: int().positive().optional().default(1), "": string().nullable() }),
  "a changed object": ({ object, string, int }) =>
    object({ a: string(), b: int() })
      .partial({ a: true })
      .extend({ c: string().nullable() })
      .omit({ b: true })
      .strict(),
  "a part of an object": ({ object, string, int }) => object({ a: string(), b: int() }).pick({ b: true }),
  "keys of an object": ({ object, string, int }) => object({ a: string(), b: int() }).keyof(),
  choices: ({ discriminatedUnion, object, literal, string }) =>
    discriminatedUnion("kind", [object({ kind: literal("a"), a: string() }), object({ kind: literal("b") })]),
  "one of some": ({ enum: oneOf }) => oneOf(["a", "b"]).exclude(["b"]),
  transformed: ({ string, int }) =>
    string()
      .transform((text) => text.length)
      .pipe(int().min(2)),
  refined: ({ string }) =>
    string()
      .refine((text) => text !== "ab", { error: "not ab" })
      .overwrite((text) => text.toUpperCase()),
  times: ({ iso, union, boolean }) => union([iso.datetime({ precision: 3 }), iso.date(), boolean()]),
  "a table": ({ record, string, coerce }) => record(string().regex(/^[a-c]$/), coerce.number().nonnegative()),
  others: ({ tuple, number, unknown, custom, null: nothing }) =>
    tuple([number().multipleOf(2), unknown(), custom((given) => given === 1), nothing()]).readonly(),
};
const samples = [
  undefined,
  null,
  true,
  1,
  2,
  "",
  "a",
  "ab",
  " abc ",
  "abcdefg",
  "https://a.example",
  "2026-01-01",
  "2026-01-01T00:00:00.000Z",
  [],
  [1, 2],
  [10],
  [2, {}, 1, null],
  [1, {}, 2, null],
  {},
  { a: "1", "": null },
  { a: "abcd", b: 0, "": "" },
  { a: "1", c: null },
  { c: "1", d: 1 },
  { b: 1 },
  { kind: "a", a: "1" },
  { kind: "b" },
  { kind: "c" },
  { a: "1" },
  { a: -1 },
  { d: 1 },
];

describe("a schema that is made on use", () => {
  it.each(Object.entries(schemas))("is what zod makes: %s", (_, schemaFrom) => {
    const usual = schemaFrom(zod);
    const later = schemaFrom(z);
    expect(later.def.type).toBe(usual.def.type);
    expect(later).toBeInstanceOf(z.ZodType);
    expect(later).toBeInstanceOf(usual._zod.constr);
    for (const sample of samples) {
      const { success, data, error } = later.safeParse(sample);
      const expected = usual.safeParse(sample);
      expect({ success, data, issues: error?.issues }).toEqual({
        success: expected.success,
        data: expected.data,
        issues: expected.error?.issues,
      });
    }
    const options = { io: "input", unrepresentable: "any" } as const;
    expect(z.toJSONSchema(later, options)).toEqual(zod.toJSONSchema(usual, options));
  });

  it("is made once, when something is asked of it, and stays the same object", () => {
    let made = 0;
    const fields = {
      get name() {
        made += 1;
        return z.string();
      },
    };
    const named = z.strictObject(fields);
    const changed = named.extend({ id: z.int() }).partial().nullable();
    expect([named.shape === fields, made]).toEqual([true, 0]);
    const names = new Map([[changed, "changed"]]);
    expect(changed.parse({ id: 1 })).toEqual({ id: 1 });
    const reads = made;
    expect(changed.parse(null)).toBeNull();
    expect([made - reads, names.get(changed)]).toEqual([0, "changed"]);
  });

  it("may contain itself", () => {
    const tree = z.strictObject({
      get children() {
        return z.array(tree).max(2);
      },
    });
    expect(tree.parse({ children: [{ children: [] }] })).toEqual({ children: [{ children: [] }] });
    expect(tree.safeParse({ children: [{ children: [{}] }] }).error?.issues[0]?.path).toEqual([
      "children",
      0,
      "children",
      0,
      "children",
    ]);
  });

  it("is an object of zod's class, whatever is asked first", () => {
    expect(z.string().constructor).toBe(zod.ZodString);
    expect(z.string() instanceof Object).toBe(true);
    expect(Object.hasOwn(Object.getPrototypeOf(z.string()), "constructor")).toBe(false);
    expect(Reflect.get(Object.getPrototypeOf(z.string()), "parse")).toBeUndefined();
  });

  it("tells each time why it cannot be made", () => {
    const wrong = z.object({ a: z.string() }).pick({ b: true } as never);
    expect(() => wrong.parse({})).toThrow('Unrecognized key: "b"');
    expect(() => wrong.parse({})).toThrow('Unrecognized key: "b"');
  });

  it("has the description that it was given last", () => {
    const described = z.string().describe("first");
    z.globalRegistry.add(described, { description: "last" });
    expect(described.parse("a")).toBe("a");
    expect([described.description, described.min(1).description]).toEqual(["last", "last"]);
  });

  it.each([
    ["z.email()", ["email"]],
    ["z\n  .email()\n  .optional()", ["email"]],
    ["z.lazy<Tree>(() => tree)", ["lazy"]],
    ["names.map(z.iso.time)", ["iso.time"]],
    ["z.iso\n    .datetime()", ["iso.datetime"]],
    ["z.array(z.infer<T>)", ["array"]],
  ])("is looked for where modules name functions of zod: %s", (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });

  it("is what each function of zod answers that a module names", () => {
    const isOwn = (path: string) =>
      Reflect.get(
        path.split(".").reduce<object>((all, name) => Reflect.get(all, name), z),
        "name",
      ) === "";
    const named = readSources("src", "durable-objects")
      .filter(({ path }) => path !== "src/platform/instead/zod.ts")
      .flatMap(({ text }) => namesIn(text));
    expect(named.length).toBeGreaterThan(1_000);
    expect([...new Set(named)].filter((name) => !isOwn(name)).sort()).toEqual([
      "globalRegistry",
      "prettifyError",
      "regexes",
      "toJSONSchema",
    ]);
  });
});

/** What a text names of zod but types, each time. */
function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\bz\s*\.\s*((?:iso\s*\.\s*|coerce\s*\.\s*)?[a-z]\w*)/g)]
    .map(([, name = ""]) => name.replaceAll(/\s/g, ""))
    .filter((name) => !["core", "infer", "input", "output"].includes(name));
}
