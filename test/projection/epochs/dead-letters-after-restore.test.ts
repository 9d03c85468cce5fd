import { expect, it } from "vitest";
import { projectTenant } from "../../../src/projection/follow.ts";
import { openPlatform } from "../../support/node/platform.ts";
import { write } from "../../support/node/requests.ts";
import { poisonedModules } from "../../support/notes/poison.ts";

it("a dead letter names the epoch of its event", async () => {
  const { modules, poisonByText } = poisonedModules();
  const platform = openPlatform(modules.filter(({ name }) => name !== "ops"));
  const tenant = platform.tenant();
  poisonByText.set("poison", "throws");
  tenant.core.execute(write([["a", "poison"]]));
  tenant.core.adopt({ epoch: 5, floors: {} });
  const deadLetters = () => platform.readModel.rows("SELECT epoch, seq FROM dead_letters");
  // Nothing is delivered, so that the projector pulls and learns the object's current epoch.
  for (let attempts = 0; attempts < 5; attempts += 1) {
    await projectTenant(platform.projectorDeps, tenant.id);
    platform.clock.advance(60_000);
  }
  expect(deadLetters()).toEqual([{ epoch: 1, seq: 1 }]);
});
