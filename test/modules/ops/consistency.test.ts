import { expect, it } from "vitest";
import { reached } from "../../../src/projection/failures/reached.ts";
import { replayDeadLetter } from "../../../src/projection/replay.ts";
import { deadLettersOf, subscriptionsOf } from "../../support/node/ops.ts";
import { openPlatform } from "../../support/node/platform.ts";
import { finish, request } from "../../support/node/rebuilds.ts";
import { write } from "../../support/node/requests.ts";
import { poisonedModules } from "../../support/notes/poison.ts";

/** One note became a dead letter, and another was projected after it. */
async function openWithDeadLetter() {
  const { modules, poisonByText } = poisonedModules();
  const platform = openPlatform(modules);
  const tenant = platform.tenant();
  poisonByText.set("poison", "throws");
  const write1 = tenant.core.execute(
    write([["bad", "poison"]], { correlationId: "01J00000000000000000000BAD" }),
  );
  const write2 = tenant.core.execute(
    write([["good", "fine"]], { correlationId: "01J0000000000000000000GOOD" }),
  );
  if (!write1.ok || !write2.ok) throw new Error("a write was refused");
  await platform.passTimeUntil(
    tenant,
    () => platform.readModel.rows("SELECT id FROM dead_letters").length > 0,
  );
  await platform.deliverAll();
  const token = (seq: number) => ({ tenantId: tenant.id, epoch: 1, seq });
  const answers = (seq: number) => reached(platform.projectorDeps, token(seq));
  return { platform, tenant, poisonByText, answers };
}

it("a reader who sends the token of a write that became a dead letter is not shown the old state", async () => {
  const { answers } = await openWithDeadLetter();
  expect(await answers(1)).toBe("lacking");
});

it("a dead letter holds up nobody who wrote something else", async () => {
  const { answers } = await openWithDeadLetter();
  expect(await answers(2)).toBe("reached");
});

it("a later write to the same note is not shown either, until the dead letter is settled", async () => {
  const { platform, tenant, poisonByText, answers } = await openWithDeadLetter();
  tenant.core.execute(write([["bad", "better"]], { correlationId: "01J0000000000000000000LATE" }));
  await platform.deliverAll();
  expect(await answers(3)).toBe("lacking");
  poisonByText.clear();
  const [letter] = await deadLettersOf(platform, tenant);
  if (letter === undefined) throw new Error("there is no dead letter");
  await replayDeadLetter(platform.projectorDeps, tenant.id, letter, "fixed");
  expect(await answers(3)).toBe("reached");
});

it("a write that the views have not reached is awaited as before", async () => {
  const { tenant, answers } = await openWithDeadLetter();
  tenant.core.execute(write([["new", "new"]]));
  expect(await answers(3)).toBe("behind");
});

it("a subscription with a dead letter is degraded, and healthy again once a rebuild has taken what it left out", async () => {
  const { platform, tenant, poisonByText, answers } = await openWithDeadLetter();
  expect(await subscriptionsOf(platform, tenant)).toMatchObject({
    "read-model": { health: "degraded", deadLetters: 1 },
    audit: { health: "ok", deadLetters: 0 },
  });
  poisonByText.clear();
  await finish(platform, tenant, request(tenant, { view: null }));
  expect(await subscriptionsOf(platform, tenant)).toMatchObject({
    "read-model": { health: "ok", deadLetters: 0 },
  });
  expect(await answers(1)).toBe("reached");
  expect(await deadLettersOf(platform, tenant)).toMatchObject([
    { status: "replayed", reason: expect.stringMatching(/^Rebuilt by rbd_/) },
  ]);
});

it("the log names the dead letter, its event and the cause", async () => {
  const { platform } = await openWithDeadLetter();
  expect(platform.runs.filter(({ outcome }) => outcome === "set-aside")).toMatchObject([
    {
      subscription: "read-model",
      error: expect.stringMatching(/cannot read/),
      deadLetter: {
        id: expect.stringMatching(/^dl_/),
        seq: 1,
        type: "notes.note.written",
        aggregate: "note/bad",
        correlationId: "01J00000000000000000000BAD",
        attempts: 5,
      },
    },
  ]);
});
