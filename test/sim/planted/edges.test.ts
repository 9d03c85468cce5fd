import { describe, expect, it } from "vitest";
import type { Module } from "../../../src/kernel/module.ts";
import { scopeOf } from "../../../src/kernel/operation/key-scope.ts";
import { findWith } from "./support/find.ts";

const hour = 60 * 60 * 1000;

/** Carts are read as if it were an hour later. */
function readAnHourLater(modules: readonly Module[]): readonly Module[] {
  return modules.map((module) => ({
    ...module,
    operations: module.operations.map((operation) =>
      operation.kind === "query" && operation.name === "checkout.readCart"
        ? {
            ...operation,
            run: (...[database, input, context]: Parameters<typeof operation.run>) =>
              operation.run(database, input, { ...context, now: context.now + hour }),
          }
        : operation,
    ),
  }));
}

/** Carts are stored as if they had changed an hour ago. */
function storedAnHourEarly(modules: readonly Module[]): readonly Module[] {
  return modules.map((module) => ({
    ...module,
    operations: module.operations.map((operation) =>
      operation.kind === "command" && operation.name === "checkout.openCart"
        ? {
            ...operation,
            plan: (...[database, input, context]: Parameters<typeof operation.plan>) =>
              operation.plan(database, input, { ...context, now: context.now - hour }),
          }
        : operation,
    ),
  }));
}

describe("the simulator finds", { timeout: 300_000 }, () => {
  it("a cart that a shopper cannot find an hour before it expires", async () => {
    const { violation } = await findWith({ modules: readAnHourLater }, { first: 5 });
    expect(violation?.invariant).toBe("a cart expires when its time is over");
  });

  it("a cart that is stored for an hour too little", async () => {
    const { violation } = await findWith({ modules: storedAnHourEarly });
    expect(violation?.invariant).toBe("a cart expires when its time is over");
  });

  it("keys that are not told apart by what the path names", async () => {
    const { violation } = await findWith({ scopeOf: (scope) => scopeOf({ ...scope, target: null }) });
    expect(violation?.invariant).toBe("a key belongs to one caller and one target");
  });

  it("keys that are not told apart by their callers", async () => {
    const { violation } = await findWith({
      scopeOf: (scope) => scopeOf({ ...scope, actor: { kind: "system", id: "everybody" } }),
    });
    expect(violation?.invariant).toBe("a key belongs to one caller and one target");
  });
});
