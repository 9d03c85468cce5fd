import { expect, it } from "vitest";
import { z } from "zod";
import type { ProjectorDeps, TenantLog } from "../../../src/projection/projector.ts";
import { rebuildTenant } from "../../../src/projection/rebuild/rebuild.ts";
import { replayDeadLetter } from "../../../src/projection/replay.ts";
import { productBody } from "../../support/http/products.ts";
import { aliveRows, finish, request, stateOf } from "../../support/node/rebuilds.ts";
import { openShop } from "../../support/node/shop.ts";

const identified = z.looseObject({ id: z.string() });

/** A product that is deleted while a worker holds its state, and a rebuild that removes what was left of it. */
async function openWithProduct() {
  const { platform, tenant, must } = openShop();
  await platform.deliverAll();
  const before = aliveRows(platform);
  const { id } = identified.parse(must("catalogue.createProduct", productBody("Lamp")));
  await platform.deliverAll();
  const deleteAndRebuild = async () => {
    must("catalogue.deleteProduct", { id });
    await platform.deliverAll();
    await finish(platform, tenant, request(tenant));
  };
  /** What a worker calls. After its first answer to one method, a lot happens. */
  const slowly = <Method extends "snapshotsAfter" | "snapshot">(
    method: Method,
    meanwhile: () => Promise<void>,
  ): ProjectorDeps => {
    let answers = 0;
    const log = (tenantId: string): TenantLog => {
      const real = platform.projectorDeps.log(tenantId);
      const call = async (...args: readonly unknown[]) => {
        const answer: unknown = await Reflect.apply(real[method], real, args);
        answers += 1;
        if (answers === 1) await meanwhile();
        return answer;
      };
      return { ...real, [method]: call };
    };
    return { ...platform.projectorDeps, log };
  };
  return { platform, tenant, id, before, deleteAndRebuild, slowly };
}

it("a page of a rebuild that another rebuild has replaced is not written", async () => {
  const { platform, tenant, before, deleteAndRebuild, slowly } = await openWithProduct();
  const replaced = request(tenant);
  const worker = slowly("snapshotsAfter", async () => {
    const cancelled = tenant.core.execute({
      command: "ops.cancelRebuild",
      input: { id: replaced },
      actor: { kind: "system" },
      correlationId: "01J00000000000000000000000",
    });
    expect(cancelled.ok).toBe(true);
    await deleteAndRebuild();
  });
  await rebuildTenant(worker, tenant.id);
  expect(aliveRows(platform)).toEqual(before);
});

it("a rebuild goes on after a worker that comes late has claimed the tenant for the one before", async () => {
  const { platform, tenant, slowly } = await openWithProduct();
  const before = aliveRows(platform);
  const id = request(tenant);
  const worker = slowly("snapshotsAfter", async () => {
    await platform.readModel.batch([
      { sql: "UPDATE rebuilds SET current = 0 WHERE tenant_id = ?1", params: [tenant.id] },
    ]);
  });
  await rebuildTenant(worker, tenant.id);
  expect(stateOf(tenant, id).status).toBe("running");
  expect((await finish(platform, tenant, id)).status).toBe("completed");
  expect(aliveRows(platform)).toEqual(before);
});

it("a replay of a dead letter writes no state that a rebuild has overtaken", async () => {
  const { platform, tenant, id, before, deleteAndRebuild, slowly } = await openWithProduct();
  const letter = { id: "dl_1", subscription: "read-model", seq: 1, aggregate: { type: "product", id } };
  const worker = slowly("snapshot", deleteAndRebuild);
  expect(await replayDeadLetter(worker, tenant.id, letter, "fixed")).toEqual({ ok: true });
  expect(aliveRows(platform)).toEqual(before);
});
