import { describe, expect, it } from "vitest";
import { forgetAll, remembered } from "../../../src/kernel/storage/remembered.ts";
import type { TenantDatabase } from "../../../src/kernel/storage/storage.ts";

/** A database that nobody looks into. */
const opened = () => ({}) as TenantDatabase;

function counted(atMost?: number) {
  const reads: string[] = [];
  const memory = remembered(
    (_, key): string | undefined => {
      reads.push(key);
      return key === "gone" ? undefined : `read ${key}`;
    },
    atMost === undefined ? {} : { atMost },
  );
  return { memory, reads };
}

describe("what an object remembers", () => {
  it("is read once, also if there is nothing", () => {
    const { memory, reads } = counted();
    const database = opened();
    for (const key of ["one", "gone", "one", "gone"]) memory.get(database, key);
    expect(reads).toEqual(["one", "gone"]);
  });

  it("is what was written last, and is read again once it is forgotten", () => {
    const { memory, reads } = counted();
    const database = opened();
    memory.set(database, "written", "one");
    expect(memory.get(database, "one")).toBe("written");
    memory.forget(database, "one");
    expect(memory.get(database, "one")).toBe("read one");
    memory.get(database, "two");
    memory.forget(database);
    memory.get(database, "two");
    forgetAll(database);
    memory.get(database, "two");
    expect(reads).toEqual(["one", "two", "two", "two"]);
  });

  it("is no other object's", () => {
    const { memory } = counted();
    memory.set(opened(), "of another");
    expect(memory.get(opened())).toBe("read ");
  });

  it("is bounded: the oldest makes room", () => {
    const { memory, reads } = counted(2);
    const database = opened();
    for (const key of ["one", "two", "three", "three", "two", "one"]) memory.get(database, key);
    expect(reads).toEqual(["one", "two", "three", "one"]);
  });
});
