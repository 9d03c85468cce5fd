import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { findWith } from "./support/find.ts";

describe("the simulator finds", { timeout: 300_000 }, () => {
  it("a rebuild that leaves out the first row of its later pages", async () => {
    const { violation } = await findWith(
      {
        core: (core) => ({
          ...core,
          snapshotsAfter(id, after) {
            const page = core.snapshotsAfter(id, after);
            return page === null || after === null ? page : { ...page, snapshots: page.snapshots.slice(1) };
          },
        }),
      },
      { first: 6 },
    );
    expect(violation?.invariant).toBe("the read model is the write model");
  });

  it("a rebuild that takes what was written meanwhile for projected", async () => {
    const { violation } = await findWith(
      {
        core: (core) => ({
          ...core,
          rebuild() {
            const task = core.rebuild();
            return task === null ? null : { ...task, head: core.eventsAfter(0, 1).head };
          },
        }),
      },
      { first: 2 },
    );
    expect(violation?.invariant).toMatch(/^(?:no event is skipped|the read model is the write model)$/);
  });

  it("a log that is trimmed before a reaction has run", async () => {
    const { violation } = await findWith({
      coreDeps(deps) {
        const { database } = deps.storage;
        const provisioned = database.all(sql`SELECT 1 FROM sqlite_master WHERE name = 'events'`);
        if (provisioned.length > 0)
          database.run(sql`DELETE FROM events WHERE seq <= (SELECT head FROM object) - 2`);
        return deps;
      },
    });
    expect(violation?.invariant).toMatch(
      /^(?:a reaction runs for every event|no unexpected error is thrown)$/,
    );
  });
});
