import { describe, expect, it } from "vitest";
import { findWith } from "./support/find.ts";
import { rewriting, uncompared } from "./support/rewriting.ts";

describe("the simulator finds", { timeout: 300_000 }, () => {
  it("a position moved without a compare-and-set", async () => {
    const { violation } = await findWith(uncompared);
    expect(violation?.invariant).toMatch(/^(?:an event has its effect once|a position never goes back)$/);
  });

  it("rows that overwrite newer ones", async () => {
    const bug = rewriting((sql) => sql.replace(/excluded\.version > \w+\.version - \?3/, "?3 >= 0"));
    const { violation } = await findWith(bug);
    expect(violation?.invariant).toBe("rows only move forward");
  });

  it("an acknowledgement sent before the rows are committed", async () => {
    const { violation } = await findWith({
      projectorDeps: (deps) => ({
        ...deps,
        readModel: {
          all: deps.readModel.all,
          async batch(statements) {
            const [tenantId, subscription, epoch, , to] = statements[0]?.params ?? [];
            await deps.log(String(tenantId)).acknowledge(String(subscription), Number(epoch), Number(to));
            return deps.readModel.batch(statements);
          },
        },
      }),
    });
    expect(violation?.invariant).toBe("an acknowledgement is never ahead of the read model");
  });

  it("a projector that sorts sequence numbers as text", async () => {
    const { violation } = await findWith(
      {
        projectorDeps: (deps) => ({
          ...deps,
          log: (tenantId) => {
            const log = deps.log(tenantId);
            return {
              ...log,
              async eventsAfter(seq, limit) {
                const slice = await log.eventsAfter(seq, limit);
                if (slice === null) return null;
                const events = slice.events.toSorted((a, b) => (String(a.seq) < String(b.seq) ? -1 : 1));
                return { ...slice, events };
              },
            };
          },
        }),
      },
      { first: 3 },
    );
    expect(violation?.invariant).toMatch(
      /^(?:an event has its effect once|no event is skipped|a position never goes back)$/,
    );
  });

  it("a view that receives its events in reverse order", async () => {
    const { violation } = await findWith({
      modules: (modules) =>
        modules.map((module) => ({
          ...module,
          views: module.views.map((view) => ({
            ...view,
            project: (run, tenantId) => view.project(run.toReversed(), tenantId),
          })),
        })),
    });
    expect(violation?.invariant).toBe("the read model is the write model");
  });
});
