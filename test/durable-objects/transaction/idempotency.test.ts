import { describe, expect, it } from "vitest";
import { recall, remember } from "../../../durable-objects/write/idempotency.ts";
import { modules } from "../../../src/modules.ts";
import { type LocalTenant, openPlatform } from "../../support/node/platform.ts";
import { write } from "../../support/node/requests.ts";
import { notes } from "../../support/notes/index.ts";
import { greetings } from "./greetings.ts";

const day = 24 * 60 * 60 * 1000;
const key = (fingerprint: string, scope = "caller and key") => ({ scope, fingerprint, retentionMs: day });

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

  it("replays the first answer, even if the resource has changed since", () => {
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

  it("is known for its day, whatever else expires meanwhile", async () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    const request = write([["a", "one"]], { idempotency: key("same") });
    const short = { ...key("other", "another caller"), retentionMs: 60_000 };
    tenant.core.execute(request);
    tenant.core.execute(write([["b", "two"]], { idempotency: short }));
    await platform.passTime(tenant, day - 1);
    expect(tenant.storage.rows("SELECT scope FROM idempotency")).toHaveLength(1);
    expect(tenant.core.execute(request)).toMatchObject({ replayed: true });
    await platform.passTime(tenant, 1);
    expect(tenant.storage.rows("SELECT scope FROM idempotency")).toEqual([]);
  });

  it("of another caller or path is another key", () => {
    const tenant = openPlatform().tenant();
    tenant.core.execute(write([["a", "one"]], { idempotency: key("one", "caller A") }));
    expect(tenant.core.execute(write([["b", "two"]], { idempotency: key("two", "caller B") }))).toMatchObject(
      { ok: true, seq: 2 },
    );
  });

  it("may be used again after a refusal: only successful answers are stored", () => {
    const tenant = openPlatform().tenant();
    tenant.core.execute(write([["a", "taken"]]));
    const request = write([["b", "taken"]], { idempotency: key("same") });
    expect(tenant.core.execute(request)).toMatchObject({ ok: false, refusal: { code: "duplicate-note" } });
    tenant.core.execute(write([["a", "free again"]]));
    expect(tenant.core.execute(request)).toMatchObject({ ok: true, replayed: false });
  });

  it("finds what was stored under another accepted signing secret", () => {
    const tenant = openPlatform().tenant();
    tenant.core.execute(write([["a", "one"]], { idempotency: key("same", "under the old secret") }));
    const idempotency = {
      ...key("same", "under the new secret"),
      otherScopes: ["under another secret", "under the old secret"],
    };
    expect(tenant.core.execute(write([["a", "one"]], { idempotency }))).toMatchObject({ replayed: true });
  });

  it("tells a request that was fingerprinted under another accepted signing secret from another one", () => {
    const tenant = openPlatform().tenant();
    tenant.core.execute(write([["a", "one"]], { idempotency: key("under the old secret") }));
    const again = (otherFingerprints: readonly string[]) =>
      tenant.core.execute(
        write([["a", "one"]], { idempotency: { ...key("under the new secret"), otherFingerprints } }),
      );
    expect(again(["of another request"])).toMatchObject({ refusal: { code: "idempotency-key-reused" } });
    expect(again(["of another request", "under the old secret"])).toMatchObject({ replayed: true });
  });

  it("finds no answer about a person who was erased since", () => {
    const { database } = openPlatform().tenant().storage;
    const stored = { answer: { email: "ada@example.com" }, seq: 1 };
    remember(database, key("same", "kept"), 0, stored);
    remember(database, key("same", "erased"), 0, { answer: null, seq: 2, erased: true });
    expect(recall(database, key("same", "kept"), 1)).toEqual({ found: "answer", stored });
    expect(recall(database, key("same", "erased"), 1)).toMatchObject({
      found: "refusal",
      refusal: { code: "not-found" },
    });
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
    while (scopes().length === 2) await platform.fireAlarm(tenant);
    expect(scopes()).toEqual(["second"]);
    expect(platform.clock.now()).toBeGreaterThanOrEqual(Date.parse("2026-03-02T12:00:00Z"));
    while (scopes().length === 1) await platform.fireAlarm(tenant);
    expect(tenant.storage.rows("SELECT * FROM schedules WHERE name = 'expire'")).toEqual([]);
  });
});

describe("stored answers", () => {
  const size = (tenant: LocalTenant) =>
    tenant.storage.rows("SELECT bytes FROM answer_budgets")[0]?.bytes ?? 0;
  const added = (tenant: LocalTenant) =>
    tenant.storage.rows("SELECT coalesce(sum(bytes), 0) AS bytes FROM idempotency")[0]?.bytes;

  it("are counted when they are added, replaced and removed", async () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    expect(size(tenant)).toBe(0);
    const writeUnder = (scope: string, text: string) =>
      tenant.core.execute(write([[scope, text]], { idempotency: key(text, scope) }));
    writeUnder("a", "one");
    platform.clock.advance(day);
    // The first has expired, but nobody has cleared it up.
    writeUnder("a", "something longer than what was there before");
    writeUnder("b", "two");
    expect(size(tenant)).toBe(added(tenant));
    await platform.deliverAll();
    while (tenant.storage.rows("SELECT 1 FROM idempotency").length > 0) await platform.fireAlarm(tenant);
    expect(size(tenant)).toBe(0);
  });

  it("are at most 1 MiB each: a larger one is refused and nothing is written", () => {
    const tenant = openPlatform([...modules, notes, greetings]).tenant();
    const recite = (bytes: number) =>
      tenant.core.execute({
        ...write([]),
        command: "greetings.recite",
        input: { bytes, seed: bytes },
        idempotency: key(String(bytes), String(bytes)),
      });
    expect(recite(1_000_000)).toMatchObject({ ok: true });
    expect(recite(1_100_000)).toMatchObject({ ok: false, refusal: { code: "too-large" } });
    expect(tenant.core.eventsAfter(0, 10).head).toBe(1);
  });
});
