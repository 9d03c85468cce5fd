import { describe, expect, it } from "vitest";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import { mediaDeleted, uploadDiscarded } from "../../../src/modules/media/events.ts";
import { type LocalPlatform, type LocalTenant, openPlatform } from "../../support/node/platform.ts";

const hourMs = 60 * 60 * 1000;

function run(tenant: LocalTenant, command: string, input: unknown) {
  const request = { command, input, actor: platformToken, correlationId: "01J00000000000000000000000" };
  const result = tenant.core.execute(request);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return Object(result.answer);
}

const nothingSaid = { name: "a.pdf", declared: null, size: 10, inParts: false };

async function store({ world }: LocalPlatform, { id: tenantId }: LocalTenant, id: string) {
  for (const name of ["original", "r/64x-contain.png"])
    await world.stored.files.write(`${tenantId}/${id}/${name}`, (async function* () {})(), { mediaType: "" });
}

describe("what is stored without a record", () => {
  it("is removed soon after an upload that crashed has begun", async () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    const { id } = run(tenant, "media.beginUpload", nothingSaid);
    await store(platform, tenant, id);
    await platform.passTime(tenant, hourMs / 2);
    expect(platform.world.stored.byKey.size).toBe(2);
    await platform.passTime(tenant, 2 * hourMs);
    expect(platform.world.stored.byKey.size).toBe(0);
    expect(tenant.core.eventsAfter(0, 10)?.events.map(({ type }) => type)).toEqual([uploadDiscarded.type]);
  });

  it("stays if the upload became a file, until that is deleted with all its sizes", async () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    const { id } = run(tenant, "media.beginUpload", nothingSaid);
    await store(platform, tenant, id);
    const file = { id, name: "a.pdf", mediaType: "application/pdf", size: 10, width: null, height: null };
    run(tenant, "media.recordFile", file);
    await platform.passTime(tenant, 48 * hourMs);
    expect(platform.world.stored.byKey.size).toBe(2);
    run(tenant, "media.deleteMedia", { id, force: false });
    await platform.deliverAll();
    await platform.passTime(tenant, hourMs);
    expect(platform.world.stored.byKey.size).toBe(0);
    expect(tenant.core.eventsAfter(0, 10)?.events.at(-1)?.type).toBe(mediaDeleted.type);
  });
});

describe("the room of a tenant", () => {
  it("has an end for uploads that are under way", () => {
    const tenant = openPlatform().tenant();
    for (let count = 0; count < 100; count += 1) run(tenant, "media.beginUpload", nothingSaid);
    expect(() => run(tenant, "media.beginUpload", nothingSaid)).toThrow(/too-large.*100 uploads/);
  });

  it("has an end for bytes, those that are still to come included", () => {
    const tenant = openPlatform().tenant();
    const large = { ...nothingSaid, inParts: true, size: 1024 ** 3 };
    for (let count = 0; count < 50; count += 1) run(tenant, "media.beginUpload", large);
    expect(() => run(tenant, "media.beginUpload", nothingSaid)).toThrow(/too-large.*bytes/);
  });
});
