import { expect, it } from "vitest";
import { projectTenant } from "../../../src/projection/follow.ts";
import { rebuildTenant } from "../../../src/projection/rebuild/rebuild.ts";
import { openPlatform } from "../../support/node/platform.ts";
import { request } from "../../support/node/rebuilds.ts";
import { erase, write } from "../../support/node/requests.ts";

it("a note that was deleted stays deleted when the read model lags behind and goes on during a rebuild", async () => {
  const platform = openPlatform();
  const tenant = platform.tenant();
  tenant.core.execute(write([["a", "deleted later"]]));
  tenant.core.execute(erase("a"));
  const id = request(tenant);
  await platform.settle();
  platform.queue.take();
  const [written] = tenant.core.eventsAfter(0, 1).events;
  const { projectorDeps } = platform;
  const log = projectorDeps.log(tenant.id);
  await rebuildTenant(
    {
      ...projectorDeps,
      log: () => ({
        ...log,
        async snapshotsAfter(rebuildId, after) {
          const page = await log.snapshotsAfter(rebuildId, after);
          // A delivery that was on its way projects the first event between two steps of the rebuild.
          if (written !== undefined) await projectTenant(projectorDeps, tenant.id, [written]);
          return page;
        },
      }),
    },
    tenant.id,
  );
  expect(tenant.core.rebuild()?.id).not.toBe(id);
  await platform.deliverAll();
  await platform.passTime(tenant, 5_000);
  expect(platform.readModel.rows("SELECT id FROM notes WHERE text IS NOT NULL")).toEqual([]);
});
