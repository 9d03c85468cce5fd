import { describe, expect, it } from "vitest";
import type { AuditLogEntry } from "../../../src/kernel/delivery/audit.ts";
import type { TenantLog } from "../../../src/projection/projector.ts";
import { replayDeadLetter } from "../../../src/projection/replay.ts";
import { openPlatform } from "../../support/node/platform.ts";
import { write } from "../../support/node/requests.ts";
import { poisonedModules } from "../../support/notes/poison.ts";

/** A written note that is not projected, and replays of dead letters. */
function openWithNote() {
  const { modules, poisonByText } = poisonedModules();
  const platform = openPlatform(modules);
  const tenant = platform.tenant();
  tenant.core.execute(write([["bad", "poison"]]));
  const replay = (
    letter: Partial<Parameters<typeof replayDeadLetter>[2]> = {},
    log: Partial<TenantLog> = {},
  ) => {
    const deadLetter = {
      id: "dl_1",
      subscription: "read-model",
      seq: 1,
      aggregate: noteOf("bad"),
      ...letter,
    };
    const deps = {
      ...platform.projectorDeps,
      log: (id: string) => ({ ...platform.projectorDeps.log(id), ...log }),
    };
    return replayDeadLetter(deps, tenant.id, deadLetter, "fixed");
  };
  const notes = () => platform.readModel.rows("SELECT id FROM notes");
  const audited = () => platform.readModel.rows("SELECT seq FROM audit");
  return { platform, tenant, poisonByText, replay, notes, audited };
}

const noteOf = (id: string) => ({ type: "note", id, version: 1 });
const audit = { subscription: "audit", aggregate: null } as const;
const sliceOf = (items: readonly AuditLogEntry[]) => ({ epoch: 1, beganAt: 0, oldest: 1, head: 9, items });

describe("a replay of a dead letter", () => {
  it("projects the aggregate of its event", async () => {
    const { replay, notes } = openWithNote();
    expect(await replay()).toEqual({ ok: true });
    expect(notes()).toEqual([{ id: "bad" }]);
  });

  it("fails visibly if the view still throws, or the database still refuses", async () => {
    const { replay, poisonByText } = openWithNote();
    poisonByText.set("poison", "throws");
    expect(await replay()).toEqual({
      ok: false,
      error: "TypeError: cannot read properties of a note",
    });
    poisonByText.set("poison", "violates");
    expect(await replay()).toMatchObject({ ok: false, error: expect.stringMatching(/constraint failed/) });
  });

  it("is to be repeated, and says nothing about the event, while the read model is down", async () => {
    const { replay, platform } = openWithNote();
    platform.readModel.faults.down = true;
    await expect(replay()).rejects.toThrow("the database is down");
  });

  it("says so if no subscription has its name any more", async () => {
    const { replay } = openWithNote();
    expect(await replay({ subscription: "gone" })).toEqual({
      ok: false,
      error: "Error: there is no subscription gone",
    });
  });

  it("writes nothing for an aggregate that never was, or for none", async () => {
    const { replay, notes } = openWithNote();
    expect(await replay({ aggregate: noteOf("nobody") })).toEqual({ ok: true });
    expect(await replay({ aggregate: null })).toEqual({ ok: true });
    expect(notes()).toEqual([]);
  });
});

describe("a replay of an audit log entry", () => {
  it("writes that entry", async () => {
    const { replay, audited } = openWithNote();
    expect(await replay(audit)).toEqual({ ok: true });
    expect(audited()).toEqual([{ seq: 1 }]);
  });

  it("writes no other one if the log no longer has it", async () => {
    const { replay, tenant, audited } = openWithNote();
    const { items } = tenant.core.auditLogAfter(0, 1);
    const later = async () => sliceOf(items.map((item) => ({ ...item, seq: 2 })));
    expect(await replay(audit, { auditLogAfter: later })).toEqual({ ok: true });
    expect(await replay(audit, { auditLogAfter: async () => null })).toEqual({ ok: true });
    expect(audited()).toEqual([]);
  });
});
