import { describe, expect, it } from "vitest";
import type { Limit } from "../../../src/kernel/limit.ts";
import { checkSize } from "../../../src/kernel/write/size.ts";

const limit: Limit = { name: "thing", value: 100, unit: "bytes", per: "value", what: "", beyond: "" };
const thing = (length: number) => ({ text: "x".repeat(length - '{"text":""}'.length) });
const check = (before: number | null, after: number, sent: object = { text: "" }) =>
  checkSize(limit, {
    what: "A thing",
    before: before === null ? null : thing(before),
    after: thing(after),
    sent,
  });

describe("a resource", () => {
  it("can be as large as the limit", () => {
    expect(check(null, 100).ok).toBe(true);
    expect(check(50, 100).ok).toBe(true);
  });

  it("is refused beyond it, with its size", () => {
    expect(check(null, 101)).toMatchObject({
      ok: false,
      refusal: {
        code: "too-large",
        detail: "A thing can have at most 100 bytes of JSON. This one would have 101.",
      },
    });
  });

  it("that is too large already can become smaller, or stay as it is, but not larger", () => {
    expect([check(150, 149).ok, check(150, 150).ok, check(150, 151).ok]).toEqual([true, true, false]);
  });

  it("is measured in bytes, not characters", () => {
    const after = { text: "é".repeat(60) };
    expect(checkSize(limit, { what: "A thing", before: null, after, sent: {} }).ok).toBe(false);
  });

  it("is refused with a pointer to the largest field of the request", () => {
    const sent = { title: "a", images: ["x".repeat(50)], tags: ["a", "b"], vendor: undefined };
    expect(check(null, 101, sent)).toMatchObject({ refusal: { errors: [{ pointer: "/images" }] } });
    expect(check(null, 101, {})).toMatchObject({ refusal: { errors: [{ pointer: "" }] } });
  });
});
