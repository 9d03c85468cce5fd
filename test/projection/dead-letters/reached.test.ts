import { expect, it } from "vitest";
import type { Envelope } from "../../../src/kernel/write/event.ts";
import { setAside } from "../../../src/projection/failures/dead-letters.ts";
import { reached } from "../../../src/projection/failures/reached.ts";
import type { TenantLog } from "../../../src/projection/projector.ts";
import { openReadModel } from "../../support/node/read-model.ts";
import { noteEvent, tenantId } from "../given.ts";

const failed = noteEvent(3);

/** The views have reached seq 5. The event of seq 3 is an open dead letter. */
async function given(logged: readonly Envelope[] | null) {
  const readModel = openReadModel();
  readModel.run(`INSERT INTO positions (tenant_id, subscription, epoch, seq, projector, projector_seq)
    VALUES ('${tenantId}', 'read-model', 1, 5, 1, 5)`);
  const letter = { id: "dl_3", tenantId, subscription: "read-model", item: failed, attempts: 5 };
  await readModel.batch([setAside({ ...letter, error: "Error: no", failedAt: 0 })]);
  const asked: number[] = [];
  const log: Pick<TenantLog, "eventsAfter"> = {
    async eventsAfter(seq) {
      asked.push(seq);
      return logged === null ? null : { epoch: 1, beganAt: 0, oldest: 1, head: 5, events: logged };
    },
  };
  const deps = { readModel, log: () => log as TenantLog };
  return { asked, answer: (seq: number, epoch = 1) => reached(deps, { tenantId, epoch, seq }) };
}

it("a write whose own event is a dead letter is lacking", async () => {
  const { answer, asked } = await given([failed]);
  expect(await answer(3)).toBe("lacking");
  expect(asked).toEqual([2]);
});

it("a later write of the same request is lacking, too", async () => {
  const { answer } = await given([{ ...noteEvent(4), correlationId: failed.correlationId }]);
  expect(await answer(4)).toBe("lacking");
});

it("a later write to something else is not", async () => {
  const { answer } = await given([noteEvent(4)]);
  expect(await answer(4)).toBe("reached");
});

it("a write from before any dead letter is reached, and the object is not asked", async () => {
  const { answer, asked } = await given([noteEvent(2)]);
  expect(await answer(2)).toBe("reached");
  expect(asked).toEqual([]);
});

it("nothing is reached in a tenant or an epoch of which nothing is projected", async () => {
  const { answer } = await given([]);
  expect(await answer(3, 2)).toBe("behind");
});

it("a write counts as reached when the log no longer tells which one it was", async () => {
  const otherSeq = { ...failed, seq: 4 };
  const otherEpoch = { ...failed, epoch: 2 };
  for (const logged of [null, [], [otherSeq], [otherEpoch]]) {
    const { answer } = await given(logged);
    expect(await answer(3)).toBe("reached");
  }
});
