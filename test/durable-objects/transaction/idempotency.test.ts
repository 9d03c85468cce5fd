import { describe, expect, it } from "vitest";
import { openPlatform } from "../../support/node/platform.ts";
import { write } from "../../support/node/requests.ts";

const day = 24 * 60 * 60 * 1000;
const key = (fingerprint: string, scope = "caller and key") => ({ scope, fingerprint, keptForMs: day });

describe("an Idempotency-Key", () => {
  it("brings the first answer again for the same request, and nothing happens twice", () => {
    const tenant = openPlatform().tenant();
    const request = write([["a", "one"]], { idempotency: key("same") });
    const first = tenant.core.execute(request);
    const second = tenant.core.execute(request);
    expect(first).toMatchObject({ ok: true, seq: 1, replayed: false });
    expect(second).toEqual({ ...first, replayed: true });
    expect(tenant.core.eventsAfter(0, 10).head).toBe(1);
  });

  it("brings the words of the first answer, even when the thing has changed since", () => {
    const tenant = openPlatform().tenant();
    const request = write([["a", "one"]], { idempotency: key("same") });
    tenant.core.execute(request);
    tenant.core.execute(write([["a", "changed"]]));
    expect(tenant.core.execute(request)).toMatchObject({
      answer: [{ text: "one", version: 1 }],
      replayed: true,
    });
  });

  it("is refused for another request", () => {
    const tenant = openPlatform().tenant();
    tenant.core.execute(write([["a", "one"]], { idempotency: key("one") }));
    expect(tenant.core.execute(write([["b", "two"]], { idempotency: key("two") }))).toMatchObject({
      ok: false,
      refusal: { code: "idempotency-key-reused", errors: [{ pointer: "/header/Idempotency-Key" }] },
    });
    expect(tenant.core.eventsAfter(0, 10).head).toBe(1);
  });

  it("of another caller or path is another key", () => {
    const tenant = openPlatform().tenant();
    tenant.core.execute(write([["a", "one"]], { idempotency: key("one", "caller A") }));
    expect(tenant.core.execute(write([["b", "two"]], { idempotency: key("two", "caller B") }))).toMatchObject(
      { ok: true, seq: 2 },
    );
  });

  it("may be used again after a refusal: only a good answer is kept", () => {
    const tenant = openPlatform().tenant();
    tenant.core.execute(write([["a", "taken"]]));
    const request = write([["b", "taken"]], { idempotency: key("same") });
    expect(tenant.core.execute(request)).toMatchObject({ ok: false, refusal: { code: "duplicate-handle" } });
    tenant.core.execute(write([["a", "free again"]]));
    expect(tenant.core.execute(request)).toMatchObject({ ok: true, replayed: false });
  });

  it("is forgotten after its time, at the very instant and not before", () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    const request = write([["a", "one"]], { idempotency: key("same") });
    tenant.core.execute(request);
    platform.clock.advance(day - 1);
    expect(tenant.core.execute(request)).toMatchObject({ replayed: true });
    platform.clock.advance(1);
    expect(tenant.core.execute(request)).toMatchObject({ replayed: false, seq: 2 });
  });

  it("leaves no row behind once the alarm has cleared up", async () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    tenant.core.execute(write([["a", "one"]], { idempotency: key("one", "first") }));
    platform.clock.advance(day / 2);
    tenant.core.execute(write([["b", "two"]], { idempotency: key("two", "second") }));
    await platform.deliver();
    const scopes = () => tenant.storage.rows("SELECT scope FROM idempotency").map(({ scope }) => scope);
    while (scopes().length === 2) await platform.ringAlarm(tenant);
    expect(scopes()).toEqual(["second"]);
    expect(platform.clock.now()).toBeGreaterThanOrEqual(Date.parse("2026-03-02T12:00:00Z"));
    while (scopes().length === 1) await platform.ringAlarm(tenant);
    expect(tenant.storage.rows("SELECT * FROM schedules WHERE name = 'expire'")).toEqual([]);
  });
});
