import { expect, it } from "vitest";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import { tenantRecord } from "../../../src/modules/tenants/index.ts";
import { tenantState } from "../../../src/modules/tenants/schema.ts";
import { openPlatform } from "../../support/node/platform.ts";
import { finish, request } from "../../support/node/rebuilds.ts";

const id = "ten_01J00000000000000000000000";

/** The platform's object, in whose log a tenant was renamed three times: by code of each version of the event. */
function openWithThreeVersions() {
  const platform = openPlatform();
  const object = platform.tenant("platform");
  const run = (command: string, input: unknown) => {
    const result = object.core.execute({
      command,
      input,
      actor: platformToken,
      correlationId: "01J00000000000000000000000",
    });
    if (!result.ok) throw new Error(result.refusal.detail);
    return Object(result.answer);
  };
  const reserved = run("tenants.reserve", { slug: "harbour", domains: [], region: null });
  run("tenants.changeRecord", { id: reserved.id, status: "active" });
  run("tenants.beginEpoch", { id: reserved.id, epoch: 5, floors: {} });
  run("tenants.beginEpoch", { id: reserved.id, epoch: 9, floors: { "orders.number": 1_042 } });
  // As the first two versions of the code had written them.
  const inData = "envelope = 1, state = NULL, state_version = NULL";
  object.storage.run(`UPDATE events SET version = 1, ${inData},
    data = json_set(data, '$.after', json_remove(state, '$.epoch', '$.floors')) WHERE seq = 2`);
  object.storage.run(`UPDATE events SET version = 2, ${inData},
    data = json_set(json_remove(data, '$.floors'), '$.after', json_remove(state, '$.floors')) WHERE seq = 3`);
  return { platform, object, tenantId: String(reserved.id) };
}

const versionsIn = (object: ReturnType<typeof openWithThreeVersions>["object"]) =>
  object.storage
    .rows("SELECT version FROM events WHERE type = 'platform.tenant.updated' ORDER BY seq")
    .map(({ version }) => version);

it("one log holds an event in three versions, and each of them is projected right", async () => {
  const { platform, object, tenantId } = openWithThreeVersions();
  expect(versionsIn(object)).toEqual([1, 2, 3]);
  const seen: unknown[] = [];
  for (const event of object.core.eventsAfter(0, 10).events) {
    await platform.deliver([{ tenantId: "platform", subscription: "read-model", events: [event] }]);
    const [row] = platform.readModel.rows("SELECT record FROM tenants WHERE id = ?1", tenantId);
    const { status, epoch, floors } = tenantRecord.parse(JSON.parse(String(row?.record)));
    seen.push({ status, epoch, floors });
  }
  expect(seen).toEqual([
    { status: "provisioning", epoch: 1, floors: {} },
    { status: "active", epoch: 1, floors: {} },
    { status: "active", epoch: 5, floors: {} },
    { status: "active", epoch: 9, floors: { "orders.number": 1_042 } },
  ]);
});

it("stored events are never rewritten", async () => {
  const { platform, object } = openWithThreeVersions();
  const before = object.storage.rows("SELECT seq, version, data FROM events");
  await platform.deliverAll();
  platform.wakeUp(object);
  expect(object.storage.rows("SELECT seq, version, data FROM events")).toEqual(before);
});

it("a record that was stored before there were restores is of the first epoch", () => {
  const old = {
    id,
    slug: "x",
    status: "active",
    domains: [],
    region: null,
    shard: 0,
    createdAt: "2026-03-01T12:00:00Z",
  };
  expect(tenantState.read(1, old)).toMatchObject({ epoch: 1, floors: {} });
});

it("the platform's own views are rebuilt from its object, and rows of no tenant are removed", async () => {
  const { platform, object, tenantId } = openWithThreeVersions();
  await platform.deliverAll();
  const before = platform.readModel.rows("SELECT id, version, record FROM tenants");
  platform.readModel.run("UPDATE tenants SET record = '{}'");
  platform.readModel.run(
    "INSERT INTO tenants (id, version, slug, status, record) VALUES ('ten_x', 1, 'x', 'active', '{}')",
  );
  platform.readModel.run(
    "INSERT INTO tenant_hosts (host, tenant_id, version) VALUES ('x.example', 'ten_x', 1)",
  );
  await finish(platform, object, request(object));
  expect(platform.readModel.rows("SELECT id, version, record FROM tenants")).toEqual(before);
  expect(platform.readModel.rows("SELECT host FROM tenant_hosts")).toEqual([]);
  expect(before).toMatchObject([{ id: tenantId }]);
});
