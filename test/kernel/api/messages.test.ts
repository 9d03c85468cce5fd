import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseSent, summaryOf } from "../../../src/kernel/api/validation.ts";

const order = z.strictObject({
  email: z.email(),
  quantity: z.int().min(1).max(9_999),
  policy: z.enum(["deny", "continue"]).optional(),
  tags: z.array(z.string().min(1)).min(1).optional(),
  note: z.string().max(3).nullable().optional(),
  placedAt: z.union([z.iso.date(), z.iso.datetime()]).optional(),
  ids: z.union([z.string(), z.array(z.string())]).optional(),
  payment: z
    .discriminatedUnion("provider", [
      z.object({ provider: z.literal("manual") }),
      z.object({ provider: z.literal("card") }),
    ])
    .optional(),
});
const good = { email: "ada@example.com", quantity: 1 };

const errorsOf = (value: unknown, prefix = "") => {
  const parsed = parseSent(order, value, prefix);
  return parsed.ok ? [] : parsed.errors;
};

describe("a caller reads what is wrong with a field", () => {
  it.each<[unknown, string]>([
    [{ email: undefined }, "is required"],
    [{ quantity: undefined }, "is required"],
    [{ email: 5 }, "must be a string"],
    [{ email: "ada" }, "must be an email address"],
    [{ quantity: "1" }, "must be a number"],
    [{ quantity: 1.5 }, "must be an integer"],
    [{ quantity: 0 }, "must be at least 1"],
    [{ quantity: 10_000 }, "must be at most 9999"],
    [{ policy: "never" }, "must be one of `deny`, `continue`"],
    [{ tags: [] }, "must not be empty"],
    [{ tags: [""] }, "must not be empty"],
    [{ tags: "red" }, "must be a list"],
    [{ placedAt: "yesterday" }, "must be a date, such as 2026-01-31"],
    [{ ids: 4 }, "must be a string or a list"],
    [{ payment: { provider: "cheque" } }, "must be one of `manual`, `card`"],
    [{ payment: {} }, "must be one of `manual`, `card`"],
    [{ colour: "red" }, "unknown field `colour`"],
  ])("in %j: %s", (change, detail) => {
    expect(errorsOf({ ...good, ...Object(change) }).map((error) => error.detail)).toEqual([detail]);
  });

  it("and of which parameter there is none", () => {
    expect(errorsOf({ ...good, colour: "red" }, "/query")).toMatchObject([
      { pointer: "/query/colour", detail: "unknown parameter `colour`" },
    ]);
  });

  it("and, before the list, the first of them with its place", () => {
    expect(summaryOf(errorsOf({ ...good, email: undefined }))).toBe("/email: is required");
    expect(summaryOf(errorsOf({}))).toBe("/email: is required (and 1 more)");
    expect(summaryOf(errorsOf([]))).toBe("The body: must be an object");
  });
});
