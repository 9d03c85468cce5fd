import { describe, expect, it } from "vitest";
import type { Module } from "../../../src/kernel/module.ts";
import { findWith } from "./support/find.ts";

/** All modules, each changed. */
const each = (change: (module: Module) => Module) => (modules: readonly Module[]) => modules.map(change);

const expiry = "an unpaid order expires when its time is over";

describe("the simulator finds", { timeout: 300_000 }, () => {
  it("a command that a suspended tenant accepts", async () => {
    const modules = each((module) => ({
      ...module,
      operations: module.operations.map((operation) =>
        operation.kind === "command" && operation.name === "inventory.setStock"
          ? { ...operation, whileSuspended: true }
          : operation,
      ),
    }));
    const { violation } = await findWith({ modules }, { first: 4 });
    expect(violation?.invariant).toBe("a suspended tenant changes nothing");
  });

  it("a job that runs for a suspended tenant", async () => {
    const modules = each((module) => ({
      ...module,
      scheduledJobs: module.scheduledJobs.map((job) => ({ ...job, whileSuspended: true })),
    }));
    const { violation } = await findWith({ modules }, { first: 3 });
    expect(violation?.invariant).toBe("a suspended tenant changes nothing");
  });

  it("orders that stay overdue after a tenant was resumed or a module was turned on", async () => {
    const modules = each((module) => ({
      ...module,
      jobTriggers: module.jobTriggers.filter(({ event }) => event.type === "platform.settings.updated"),
    }));
    const { violation } = await findWith({ modules }, { first: 2 });
    expect(violation?.invariant).toBe(expiry);
  });

  it("a module that answers although it is off", async () => {
    const modules = each(({ tenancy, ...module }) =>
      tenancy === undefined
        ? module
        : { ...module, tenancy: (...asked) => ({ ...tenancy(...asked), disabledModules: [] }) },
    );
    const { violation } = await findWith({ modules }, { first: 2 });
    expect(violation?.invariant).toBe("a module that is off does nothing");
  });

  it("a module that goes off while others require it", async () => {
    const modules = each((module) => ({ ...module, requires: [] }));
    const { violation } = await findWith({ modules });
    expect(violation?.invariant).toBe("a module is on only with the modules that it requires");
  });
});
