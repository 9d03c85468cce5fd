import { expect, it, vi } from "vitest";
import { onUse } from "../../src/kernel/on-use.ts";

it("a value that is given as a function is made when it is first used, and once", () => {
  const make = vi.fn(() => ({ made: true }));
  const value = onUse(make);
  expect(make).not.toHaveBeenCalled();
  expect(value()).toBe(value());
  expect(make).toHaveBeenCalledTimes(1);
});

it("a value that is given as it is stays the same", () => {
  const given = { made: true };
  expect(onUse(given)()).toBe(given);
});
