import { describe, expect, it } from "vitest";
import { discardLetter, replayLetter } from "../../../src/projection/replay.ts";
import { letterOf, lettersOf } from "../../support/node/ops.ts";
import { openPlatform } from "../../support/node/platform.ts";
import { poisonedModules } from "../../support/node/poison.ts";
import { erase, write, writeMany } from "../../support/node/requests.ts";

/** A note that no view could take has been set aside, and three others were projected. */
async function openWithLetter() {
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
  const [letter] = await lettersOf(platform, tenant);
  if (letter === undefined) throw new Error("there is no letter");
  const note = () => platform.readModel.rows("SELECT text, version FROM notes WHERE id = 'bad'");
  const replay = () => replayLetter(platform.projectorDeps, tenant.id, letter, "fixed");
  return { platform, tenant, poisonByText, letter, note, replay };
}

describe("a dead letter", () => {
  it("says which event of what it was, and why it failed", async () => {
    const { letter } = await openWithLetter();
    expect(letter).toMatchObject({
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

  it("is another tenant's to nobody", async () => {
    const { platform } = await openWithLetter();
    expect(await lettersOf(platform, platform.tenant())).toEqual([]);
  });
});

describe("a replay", () => {
  it("makes the read model whole once the fault is mended", async () => {
    const { platform, tenant, poisonByText, letter, note, replay } = await openWithLetter();
    expect(note()).toEqual([]);
    poisonByText.clear();
    expect(await replay()).toEqual({ ok: true });
    expect(note()).toEqual([{ text: "poison", version: 1 }]);
    expect(await letterOf(platform, tenant, letter.id)).toMatchObject({
      status: "replayed",
      reason: "fixed",
    });
  });

  it("says why where the fault is still there, and leaves the letter open", async () => {
    const { platform, tenant, letter, note, replay } = await openWithLetter();
    expect(await replay()).toMatchObject({ ok: false, error: expect.stringMatching(/cannot read/) });
    expect(note()).toEqual([]);
    expect(await letterOf(platform, tenant, letter.id)).toMatchObject({ status: "open" });
  });

  it("shows the thing as it is now, and not as it was in the event", async () => {
    const { tenant, poisonByText, note, replay } = await openWithLetter();
    // Later changes that were not projected either, one of them a letter of its own some day.
    poisonByText.set("later", "throws");
    tenant.core.execute(write([["bad", "later"]]));
    poisonByText.clear();
    await replay();
    expect(note()).toEqual([{ text: "later", version: 2 }]);
  });

  it("moves nothing backwards after later changes", async () => {
    const { platform, tenant, poisonByText, note, replay } = await openWithLetter();
    tenant.core.execute(write([["bad", "better"]]));
    await platform.deliverAll();
    expect(note()).toEqual([{ text: "better", version: 2 }]);
    poisonByText.clear();
    const position = platform.position(tenant);
    expect(await replay()).toEqual({ ok: true });
    expect(note()).toEqual([{ text: "better", version: 2 }]);
    expect(platform.position(tenant)).toEqual(position);
  });

  it("of something that was deleted since brings nothing back", async () => {
    const { platform, tenant, poisonByText, note, replay } = await openWithLetter();
    tenant.core.execute(erase("bad"));
    await platform.deliverAll();
    poisonByText.clear();
    await replay();
    expect(note()).toEqual([{ text: null, version: 2 }]);
  });

  it("is one of the journal too, where that is what could not be projected", async () => {
    const { platform, tenant } = await openWithLetter();
    await platform.passTimeUntil(tenant, () => platform.readModel.rows("SELECT seq FROM audit").length === 4);
    platform.readModel.run("DELETE FROM audit WHERE seq = 2");
    const letter = { id: "dl_none", subscription: "audit", seq: 2, aggregate: null };
    expect(await replayLetter(platform.projectorDeps, tenant.id, letter, "fixed")).toEqual({ ok: true });
    expect(platform.readModel.rows("SELECT seq FROM audit WHERE seq = 2")).toHaveLength(1);
  });
});

describe("a letter that is discarded", () => {
  it("stays for the record, and what it names stays as the read model has it", async () => {
    const { platform, tenant, letter, note } = await openWithLetter();
    await discardLetter(platform.projectorDeps, tenant.id, letter, "a test of ours");
    expect(await letterOf(platform, tenant, letter.id)).toMatchObject({
      status: "discarded",
      reason: "a test of ours",
      settledAt: new Date(platform.clock.now()).toISOString(),
    });
    expect(note()).toEqual([]);
  });

  it("cannot be settled twice", async () => {
    const { platform, tenant, letter } = await openWithLetter();
    await discardLetter(platform.projectorDeps, tenant.id, letter, "first");
    await discardLetter(platform.projectorDeps, tenant.id, letter, "second");
    expect(await letterOf(platform, tenant, letter.id)).toMatchObject({ reason: "first" });
  });
});
