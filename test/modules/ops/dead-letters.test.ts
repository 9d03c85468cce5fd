import { describe, expect, it } from "vitest";
import { discardDeadLetter, replayDeadLetter } from "../../../src/projection/replay.ts";
import { deadLetterOf, deadLettersOf } from "../../support/node/ops.ts";
import { openPlatform } from "../../support/node/platform.ts";
import { erase, write, writeMany } from "../../support/node/requests.ts";
import { poisonedModules } from "../../support/notes/poison.ts";

/** A note that no view could take has been set aside, and three others were projected. */
async function openWithDeadLetter() {
  const { modules, poisonByText } = poisonedModules();
  const platform = openPlatform(modules);
  const tenant = platform.tenant();
  poisonByText.set("poison", "throws");
  tenant.core.execute(write([["bad", "poison"]]));
  writeMany(tenant, 3);
  await platform.deliverAll();
  const none = () => platform.readModel.rows("SELECT id FROM dead_letters").length === 0;
  await platform.passTimeUntil(tenant, () => !none());
  await platform.deliverAll();
  const [deadLetter] = await deadLettersOf(platform, tenant);
  if (deadLetter === undefined) throw new Error("there is no letter");
  const note = () => platform.readModel.rows("SELECT text, version FROM notes WHERE id = 'bad'");
  const replay = () => replayDeadLetter(platform.projectorDeps, tenant.id, deadLetter, "fixed");
  return { platform, tenant, poisonByText, deadLetter, note, replay };
}

describe("a dead letter", () => {
  it("names its event and aggregate, and why it failed", async () => {
    const { deadLetter } = await openWithDeadLetter();
    expect(deadLetter).toMatchObject({
      subscription: "read-model",
      epoch: 1,
      seq: 1,
      type: "notes.note.written",
      version: 2,
      aggregate: { type: "note", id: "bad", version: 1 },
      correlationId: "01J00000000000000000000000",
      attempts: 5,
      error: expect.stringMatching(/cannot read properties/),
      status: "open",
      settledAt: null,
    });
  });

  it("is invisible to other tenants", async () => {
    const { platform } = await openWithDeadLetter();
    expect(await deadLettersOf(platform, platform.tenant())).toEqual([]);
  });
});

describe("a replay", () => {
  it("completes the read model once the fault is fixed", async () => {
    const { platform, tenant, poisonByText, deadLetter, note, replay } = await openWithDeadLetter();
    expect(note()).toEqual([]);
    poisonByText.clear();
    expect(await replay()).toEqual({ ok: true });
    expect(note()).toEqual([{ text: "poison", version: 1 }]);
    expect(await deadLetterOf(platform, tenant, deadLetter.id)).toMatchObject({
      status: "replayed",
      reason: "fixed",
    });
  });

  it("reports the error if the fault persists, and leaves the dead letter open", async () => {
    const { platform, tenant, deadLetter, note, replay } = await openWithDeadLetter();
    expect(await replay()).toMatchObject({ ok: false, error: expect.stringMatching(/cannot read/) });
    expect(note()).toEqual([]);
    expect(await deadLetterOf(platform, tenant, deadLetter.id)).toMatchObject({ status: "open" });
  });

  it("projects the current state, not the state in the event", async () => {
    const { tenant, poisonByText, note, replay } = await openWithDeadLetter();
    // Later changes that were not projected either, one of them a letter of its own some day.
    poisonByText.set("later", "throws");
    tenant.core.execute(write([["bad", "later"]]));
    poisonByText.clear();
    await replay();
    expect(note()).toEqual([{ text: "later", version: 2 }]);
  });

  it("moves nothing backwards after later changes", async () => {
    const { platform, tenant, poisonByText, note, replay } = await openWithDeadLetter();
    tenant.core.execute(write([["bad", "better"]]));
    await platform.deliverAll();
    expect(note()).toEqual([{ text: "better", version: 2 }]);
    poisonByText.clear();
    const position = platform.position(tenant);
    expect(await replay()).toEqual({ ok: true });
    expect(note()).toEqual([{ text: "better", version: 2 }]);
    expect(platform.position(tenant)).toEqual(position);
  });

  it("of a deleted aggregate restores nothing", async () => {
    const { platform, tenant, poisonByText, note, replay } = await openWithDeadLetter();
    tenant.core.execute(erase("bad"));
    await platform.deliverAll();
    poisonByText.clear();
    await replay();
    expect(note()).toEqual([{ text: null, version: 2 }]);
  });

  it("also covers the audit log, if that projection failed", async () => {
    const { platform, tenant } = await openWithDeadLetter();
    await platform.passTimeUntil(tenant, () => platform.readModel.rows("SELECT seq FROM audit").length === 4);
    platform.readModel.run("DELETE FROM audit WHERE seq = 2");
    const deadLetter = { id: "dl_none", subscription: "audit", seq: 2, aggregate: null };
    expect(await replayDeadLetter(platform.projectorDeps, tenant.id, deadLetter, "fixed")).toEqual({
      ok: true,
    });
    expect(platform.readModel.rows("SELECT seq FROM audit WHERE seq = 2")).toHaveLength(1);
  });
});

describe("a discarded dead letter", () => {
  it("stays on record, and the read model stays as it is", async () => {
    const { platform, tenant, deadLetter, note } = await openWithDeadLetter();
    await discardDeadLetter(platform.projectorDeps, tenant.id, deadLetter, "a test of ours");
    expect(await deadLetterOf(platform, tenant, deadLetter.id)).toMatchObject({
      status: "discarded",
      reason: "a test of ours",
      settledAt: new Date(platform.clock.now()).toISOString(),
    });
    expect(note()).toEqual([]);
  });

  it("cannot be settled twice", async () => {
    const { platform, tenant, deadLetter } = await openWithDeadLetter();
    await discardDeadLetter(platform.projectorDeps, tenant.id, deadLetter, "first");
    await discardDeadLetter(platform.projectorDeps, tenant.id, deadLetter, "second");
    expect(await deadLetterOf(platform, tenant, deadLetter.id)).toMatchObject({ reason: "first" });
  });
});
