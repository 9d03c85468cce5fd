import { describe, expect, it } from "vitest";
import { openPlatform } from "../../support/node/platform.ts";

const minute = 60 * 1000;
const key = { scope: "an import", fingerprint: "its file", retentionMs: 60 * minute };
const imported = { answer: { imported: 3 }, seq: 7 };

describe("an operation of several steps under an Idempotency-Key", () => {
  it("runs once at a time", () => {
    const { core } = openPlatform().tenant();
    expect(core.begin(key)).toEqual({ found: "nothing" });
    expect(core.begin(key)).toEqual({ found: "running" });
    expect(core.begin({ ...key, scope: "another import" })).toEqual({ found: "nothing" });
  });

  it("is running under a new signing secret too", () => {
    const { core } = openPlatform().tenant();
    core.begin(key);
    const rotated = { ...key, scope: "the same import, signed anew", otherScopes: [key.scope] };
    expect(core.begin(rotated)).toEqual({ found: "running" });
  });

  it("neither runs nor repeats its answer for who may not call it any more", () => {
    const { core } = openPlatform().tenant();
    const asking = {
      operation: "catalogue.importProducts",
      actor: { kind: "apiKey", id: "key_revoked" },
    } as const;
    const refusal = expect.objectContaining({ code: "unauthenticated" });
    expect(core.begin(key, asking)).toEqual({ found: "refusal", refusal });
    core.finish(key, imported);
    expect(core.begin(key, asking)).toEqual({ found: "refusal", refusal });
    expect(core.begin(key)).toMatchObject({ found: "answer" });
  });

  it("may run again once it has failed", () => {
    const { core } = openPlatform().tenant();
    core.begin(key);
    core.finish(key, null);
    expect(core.begin(key)).toEqual({ found: "nothing" });
  });

  it("may run again after fifteen minutes without an end, not before", () => {
    const { clock, tenant } = opened();
    tenant.core.begin(key);
    clock.advance(15 * minute - 1);
    expect(tenant.core.begin(key)).toEqual({ found: "running" });
    clock.advance(1);
    expect(tenant.core.begin(key)).toEqual({ found: "nothing" });
  });

  it("has an answer for as long as it is to be stored, which is then removed", async () => {
    const { clock, tenant } = opened();
    tenant.core.begin(key);
    tenant.core.finish(key, imported);
    expect(tenant.core.begin(key)).toEqual({ found: "answer", stored: imported });
    expect(tenant.core.begin({ ...key, fingerprint: "another file" })).toEqual({ found: "other-request" });
    const stored = tenant.storage.rows("SELECT 1 FROM idempotency");
    expect(stored).toHaveLength(1);
    expect(tenant.storage.rows("SELECT due_at FROM schedules WHERE name = 'expire'")).toEqual([
      { due_at: clock.now() + key.retentionMs },
    ]);
    clock.advance(key.retentionMs);
    expect(tenant.core.begin(key)).toEqual({ found: "nothing" });
    await tenant.core.alarm();
    expect(tenant.storage.rows("SELECT 1 FROM idempotency")).toEqual([]);
  });
});

function opened() {
  const platform = openPlatform();
  return { clock: platform.clock, tenant: platform.tenant() };
}
