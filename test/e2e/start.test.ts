import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openHome, useRunning } from "../support/e2e/home.ts";
import { platformToken } from "../support/http/sender.ts";

const running = useRunning();

describe("the built Worker, started on this machine", () => {
  it("is ready and describes itself", async () => {
    const { send } = running();
    expect(await send("get", "/health/ready")).toMatchObject({
      status: 200,
      body: { status: "ok", checks: { readModel: true, writer: true } },
    });
    expect((await send("get", "/openapi.json")).body).toMatchObject({ openapi: "3.1.0" });
  });

  it("lists its subscriptions for platform staff, before anybody has asked for anything else", async () => {
    const home = await openHome();
    try {
      const { send } = await home.start();
      expect(await send("get", "/v1/ops/subscriptions", { key: platformToken })).toMatchObject({
        status: 200,
        body: { items: expect.arrayContaining([expect.objectContaining({ tenantId: "platform" })]) },
      });
    } finally {
      await home.close();
    }
  });

  it("serves a tenant that was made a moment ago", async () => {
    const { send, mintTenant } = running();
    const tenant = await mintTenant();
    expect(await send("get", "/v1/store", { headers: { "X-Tenant": tenant.slug } })).toMatchObject({
      status: 200,
      body: { name: "A shop", currencies: ["USD", "EUR"] },
    });
  });

  it("keeps everything it stores private to its owner", async () => {
    await running().mintTenant();
    const { stateDir } = running().platform;
    const entries = readdirSync(stateDir, { recursive: true, withFileTypes: true });
    const paths = [stateDir, ...entries.map((entry) => join(entry.parentPath, entry.name))];
    expect(paths.length).toBeGreaterThan(5);
    expect(
      paths.filter((path) => ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0),
    ).toEqual([]);
  });
});
