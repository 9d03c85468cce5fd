import { describe, expect, it } from "vitest";
import { createRandom } from "../../local/node/random.ts";
import {
  canonicalId,
  collectIds,
  defineIds,
  idSchema,
  newId,
  parseId,
  timeOfId,
} from "../../src/kernel/values/id.ts";
import { registry } from "../../src/registry.ts";

const { thing, other } = defineIds({ thing: "thg", other: "oth" });
const now = Date.parse("2026-03-01T12:00:00Z");

describe("an id", () => {
  it("has its kind's prefix and sorts by creation", () => {
    const random = createRandom(1);
    const [first, second] = [newId(thing, now, random), newId(thing, now + 1, random)];
    expect(first).toMatch(/^thg_[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(first < second).toBe(true);
    expect(timeOfId(first)).toBe(now);
  });

  it("is read in either case, and only as its own kind", () => {
    const id = newId(thing, now, createRandom(1));
    expect(parseId(thing, `thg_${id.slice(4).toLowerCase()}`)).toBe(id);
    expect(parseId(other, id)).toBeNull();
    expect(canonicalId(other, id)).toBe(id);
    expect(idSchema(thing).safeParse(id).success).toBe(true);
    expect(idSchema(other).safeParse(id).success).toBe(false);
  });
});

describe("kinds of ids", () => {
  it("come from the platform and from every module", () => {
    expect([...registry.idByPrefix.keys()]).toEqual(
      expect.arrayContaining(["ten", "prod", "var", "loc", "ord"]),
    );
  });

  it("are declared once, by name and by prefix", () => {
    const first = { name: "first", ids: { thing } };
    const kinds = (ids: Readonly<Record<string, string>>) => ({ name: "second", ids: defineIds(ids) });
    expect(() => collectIds([first, kinds({ thing: "abc" })])).toThrow(/"thing".*twice/);
    expect(() => collectIds([first, kinds({ abc: "thg" })])).toThrow(/"abc" \(thg_\).*twice/);
    expect(() => collectIds([kinds({ tenant: "tnt" })])).toThrow(/"tenant".*twice/);
  });
});
