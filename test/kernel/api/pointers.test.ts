import { expect, it } from "vitest";
import { z } from "zod";
import { pointedIntoBody } from "../../../src/kernel/api/pointers.ts";
import { refusalAt } from "../../../src/kernel/api/problem.ts";

const body = z.object({ items: z.array(z.unknown()).default([]), address: z.unknown(), "a/b": z.unknown() });
const route = { body, pointsIntoResource: false };
const pointed = (sent: unknown, pointer: string, asked: Parameters<typeof pointedIntoBody>[0] = route) =>
  pointedIntoBody(asked, sent, refusalAt("validation-failed", pointer, "wrong")).errors?.[0]?.pointer;

it.each([
  ["a value", { items: [{ sku: "A" }] }, "/items/0/sku", "/items/0/sku"],
  ["an escaped name", { "a/b": 1 }, "/a~1b", "/a~1b"],
  ["a field that an object lacks", { items: [{}] }, "/items/0/sku", "/items/0/sku"],
  ["a field that the body lacks", {}, "/address", "/address"],
  ["what was left out, for something in it", {}, "/address/country", "/address"],
  ["a list, for an entry that it lacks", { items: [] }, "/items/0/sku", "/items"],
  ["a list, for a field of it", { items: [] }, "/items/length", "/items"],
  ["a text, for something in it", { address: "here" }, "/address/country", "/address"],
  ["the body, for a field that it can't have", {}, "/status", ""],
  ["nothing, where no body was sent", undefined, "/items/0", ""],
  ["a parameter, whatever the body", undefined, "/query/limit", "/query/limit"],
  ["a header, whatever the body", undefined, "/header/If-Match", "/header/If-Match"],
])("a pointer leads to %s", (_, sent, pointer, expected) => {
  expect(pointed(sent, pointer)).toBe(expected);
});

it("a refusal to complete a cart points into the cart", () => {
  expect(pointed({}, "/items/0", { body, pointsIntoResource: true })).toBe("/items/0");
});
