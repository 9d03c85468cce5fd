import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { reactionOf } from "../../../src/kernel/delivery/reaction.ts";
import { createRegistry } from "../../../src/kernel/registry.ts";
import { simulatedModules } from "../world/world.ts";
import { findWith } from "./support/find.ts";

/** An event without its reaction is found by itself, or by the next event of its key. */
const foundEither = /^a reaction (?:runs for every event|keeps the order of a key)$/;

const { reactionByName } = createRegistry(simulatedModules);

describe("the simulator finds", { timeout: 300_000 }, () => {
  it("a reaction acknowledged before it has run", async () => {
    const { violation } = await findWith({
      core: (core) => ({
        ...core,
        claimTasks(name, limit) {
          const tasks = core.claimTasks(name, limit);
          const done = tasks.map(({ event, claim }) => ({
            eventId: event.id,
            claim,
            outcome: { status: "done" } as const,
          }));
          core.settleTasks(name, done);
          return tasks;
        },
      }),
    });
    expect(violation?.invariant).toMatch(foundEither);
  });

  it("concurrent processing of one key's events", async () => {
    const { violation } = await findWith({
      modules: (modules) =>
        modules.map((module) => ({
          ...module,
          reactions: module.reactions.map((reaction) => ({
            ...reaction,
            key: ({ id }: { id: string }) => id,
          })),
        })),
    });
    expect(violation?.invariant).toBe("a reaction keeps the order of a key");
  });

  it("a relay that waits for a reaction's outside call", async () => {
    const { violation } = await findWith({
      coreDeps: (deps) => ({
        ...deps,
        async send(notifications) {
          const [{ subscription } = { subscription: "" }] = notifications;
          if (reactionOf(reactionByName, subscription) === null) await deps.send(notifications);
          else await deps.wake(subscription, false);
        },
      }),
    });
    expect(violation?.invariant).toBe("nothing waits for the outside");
  });

  it("unfinished tasks kept only in memory and lost in a crash", async () => {
    const { violation } = await findWith({
      coreDeps(deps) {
        const { database } = deps.storage;
        const provisioned = database.all(sql`SELECT 1 FROM sqlite_master WHERE name = 'reaction_tasks'`);
        if (provisioned.length > 0) database.run(sql`DELETE FROM reaction_tasks`);
        return deps;
      },
    });
    expect(violation?.invariant).toBe("a reaction runs for every event");
  });

  it("a failed task that is dropped", async () => {
    const { violation } = await findWith({
      core: (core) => ({
        ...core,
        settleTasks: (name, reports, more) =>
          core.settleTasks(
            name,
            reports.map((report) => ({ ...report, outcome: { status: "done" } })),
            more,
          ),
      }),
    });
    expect(violation?.invariant).toMatch(foundEither);
  });
});
