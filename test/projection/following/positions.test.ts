import { expect, it } from "vitest";
import { selectPositions, selectPositionsOf } from "../../../src/projection/positions/positions.ts";
import { openReadModel } from "../../support/node/read-model.ts";

function opened() {
  const readModel = openReadModel();
  for (const [tenantId, subscription, seq] of [
    ["ten_1", "read-model", 7],
    ["ten_1", "audit", 6],
    ["ten_2", "read-model", 5],
    ["ten_3", "read-model", 4],
  ])
    readModel.run(`INSERT INTO positions (tenant_id, subscription, epoch, seq)
      VALUES ('${tenantId}', '${subscription}', 1, ${seq})`);
  return readModel;
}

it("an operator sees how far each subscription of a tenant is", async () => {
  expect(await opened().all(selectPositions("ten_1"))).toEqual([
    { subscription: "audit", epoch: 1, seq: 6 },
    { subscription: "read-model", epoch: 1, seq: 7 },
  ]);
});

it("an operator sees how far some tenants are, and no others", async () => {
  const rows = await opened().all(selectPositionsOf(["ten_3", "ten_2"]));
  expect(rows.map((row) => [row.tenant_id, row.seq])).toEqual([
    ["ten_2", 5],
    ["ten_3", 4],
  ]);
});
