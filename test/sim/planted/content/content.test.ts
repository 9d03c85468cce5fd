import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ok } from "../../../../src/kernel/values/result.ts";
import { defineCommand } from "../../../../src/kernel/write/command.ts";
import { seoIds } from "../../../../src/modules/seo/ids.ts";
import { decideRedirect } from "../../../../src/modules/seo/redirects/rules.ts";
import { redirectInput } from "../../../../src/modules/seo/redirects/schema.ts";
import { readAround } from "../../../../src/modules/seo/redirects/store.ts";
import { contentRequests } from "../../clients/specs/content/requests.ts";
import type { Wiring } from "../../world/wiring.ts";
import { findWith } from "../support/find.ts";
import { reading } from "../support/reading.ts";
import { rewriting } from "../support/rewriting.ts";

const find = (bug: Partial<Wiring>) => findWith({ ...bug, requests: contentRequests }, { steps: 2_000 });

describe("the simulator finds", { timeout: 300_000 }, () => {
  it("a list for moderators without what shoppers write about products", async () => {
    const modules = reading("comments.listComments", (list, model, input, context) =>
      list.run(model, { ...(input as object), subjectType: ["post"] }, context),
    );
    const { violation } = await find({ modules });
    expect(violation?.invariant).toBe("moderators see all that waits for them");
  });

  it("a product whose stars are not counted again when a review is deleted", async () => {
    const bug = rewriting((sql) => sql.replace("SET stale = 1 WHERE", "SET stale = 0 WHERE"));
    const { violation } = await find(bug);
    expect(violation?.invariant).toBe("the read model is the write model");
  });

  it("a redirect that leads to another", async () => {
    const planted = defineCommand({
      name: "seo.createRedirect",
      access: "redirects:create",
      input: redirectInput,
      output: z.unknown(),
      load: (database, { from, to, status = 301 }) => {
        const wanted = { from, to, status };
        return { wanted, around: { ...readAround(database, wanted), ahead: undefined, behind: [] } };
      },
      decide: ({ wanted, around }, _, { newId }) => {
        const events = decideRedirect(newId(seoIds.redirect), wanted, around);
        return events.ok ? ok({ events: events.value, answer: () => null }) : events;
      },
    });
    const { violation } = await find({
      modules: (modules) =>
        modules.map((module) => ({
          ...module,
          operations: module.operations.map((one) => (one.name === planted.name ? planted : one)),
        })),
    });
    expect(violation?.invariant).toBe("no redirect leads to another");
  });
});
