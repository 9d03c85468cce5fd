import { expect, it } from "vitest";
import { openNotes } from "../../projection/reactions/given.ts";
import { subscriptionsOf } from "../../support/node/ops.ts";

const name = "notes.readers/ada";

it("a reaction is shown for each of its targets, and is live where nothing waits for it", async () => {
  const { platform, tenant, read, write } = openNotes();
  read("ada");
  read("bob");
  write(["a", "one"]);
  await platform.deliverAll();
  expect(await subscriptionsOf(platform, tenant)).toMatchObject({
    [name]: {
      follows: "events",
      position: 1,
      head: 1,
      lagEvents: 0,
      state: "live",
      openTasks: 0,
      skipped: 0,
    },
    "notes.readers/bob": { state: "live" },
  });
});

it("events that it does not consume are no lag", async () => {
  const { platform, tenant, read, write } = openNotes();
  write(["a", "one"]);
  read("ada");
  tenant.core.execute({
    command: "notes.erase",
    input: { id: "a" },
    actor: { kind: "system" },
    correlationId: "01J00000000000000000000000",
  });
  await platform.deliverAll();
  expect(await subscriptionsOf(platform, tenant)).toMatchObject({ [name]: { lagEvents: 0, state: "live" } });
});

it("unfinished tasks count as lag, with the attempts of those that fail", async () => {
  const { platform, tenant, world, read, write, openTasks } = openNotes();
  read("ada");
  world.treat(() => "refuses");
  write(["a", "a1"], ["a", "a2"]);
  await platform.deliverAll();
  platform.clock.advance(31_000);
  expect(openTasks()).toHaveLength(2);
  expect(await subscriptionsOf(platform, tenant)).toMatchObject({
    [name]: {
      position: 2,
      lagEvents: 2,
      lagSeconds: 31,
      health: "degraded",
      state: "retrying",
      attempts: 1,
      error: "Error: the outside refuses it",
      openTasks: 2,
    },
  });
});
