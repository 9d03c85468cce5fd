import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { tooLong } from "../../src/kernel/api/lengths.ts";
import { parseSent } from "../../src/kernel/api/validation.ts";

const pathsOf = (schema: z.ZodType, value: unknown) =>
  tooLong(schema, value).map(({ path }) => path.join("/"));

describe("a value that is longer than its schema allows", () => {
  it.each([
    ["a text", z.string().max(3), "four"],
    ["a text of an exact length", z.string().length(3), "four"],
    ["a list", z.array(z.int()).max(1), [1, 2]],
    ["an optional text", z.string().max(3).nullable().optional(), "four"],
    ["a text that is transformed", z.string().max(3).transform(Number), "four"],
    ["a text without a bound", z.string(), "x".repeat(10_001)],
    ["a list without a bound", z.array(z.int()), Array(10_001).fill(0)],
    [
      "a record without a bound",
      z.record(z.string(), z.int()),
      Object.fromEntries([...Array(10_001).keys()].entries()),
    ],
    [
      "an object with many unknown fields",
      z.object({}),
      Object.fromEntries([...Array(1_001).keys()].entries()),
    ],
    ["each option of a union", z.union([z.string().max(2), z.string().max(3)]), "four"],
    ["a text beside a number", z.union([z.string().max(3), z.number(), z.null()]), "four"],
    [
      "a list beside a text that is transformed",
      z.union([z.string().transform(Number), z.array(z.int()).max(1)]),
      [1, 2],
    ],
    [
      "a list beside an enumeration",
      z.union([z.enum(["a", "b"]).optional(), z.array(z.string()).max(1)]),
      ["a", "b"],
    ],
  ])("is found: %s", (_, schema, value) => {
    expect(pathsOf(schema, value)).toEqual([""]);
  });

  it("is found inside lists, objects and records", () => {
    const schema = z.object({
      list: z.array(z.object({ name: z.string().max(3) })),
      byKey: z.record(z.string(), z.string().max(1)),
    });
    expect(pathsOf(schema, { list: [{ name: "ok" }, { name: "four" }], byKey: { a: "no" } })).toEqual([
      "list/1/name",
      "byKey/a",
    ]);
  });

  it("is told the length that its schema states, not that of the spaces around it", () => {
    const [found] = tooLong(z.string().trim().max(3), "x".repeat(2_000));
    expect(found?.message).toBe("Too long: at most 3 characters");
  });

  it("is not checked any further", () => {
    const check = vi.fn(() => true);
    const schema = z.object({
      text: z.string().max(3).refine(check),
    });
    const parsed = parseSent(schema, { text: "four" }, "");
    expect(parsed).toMatchObject({ ok: false, errors: [{ pointer: "/text", code: "too-big" }] });
    expect(check).not.toHaveBeenCalled();
  });

  it("has its elements neither parsed nor visited", () => {
    const check = vi.fn(() => true);
    const element = z.string().refine(check);
    expect(parseSent(z.array(element).max(2), ["a", "b", "c"], "").ok).toBe(false);
    expect(check).not.toHaveBeenCalled();
  });
});

describe("a value within its bounds", () => {
  it.each([
    ["fits one option of a union", z.union([z.string().max(1), z.array(z.string()).max(5)]), ["a", "b"]],
    [
      "fits the option that its discriminator names",
      z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("short"), text: z.string().max(1) }),
        z.object({ kind: z.literal("long"), text: z.string().max(9) }),
      ]),
      { kind: "long", text: "longer" },
    ],
    ["has spaces around it that are trimmed", z.string().trim().max(3), `  ${"abc"}  `],
    ["is of another type, which the schema refuses by itself", z.string().max(3), 12_345],
  ])("%s", (_, schema, value) => {
    expect(tooLong(schema, value)).toEqual([]);
  });
});

it("another option of a discriminated union does not lift the bound", () => {
  const schema = z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("short"), text: z.string().max(1) }),
    z.object({ kind: z.literal("long"), text: z.string().max(9) }),
  ]);
  expect(pathsOf(schema, { kind: "short", text: "longer" })).toEqual(["text"]);
});
