import { describe, expect, it } from "vitest";
import type { StoredAnswer } from "../../../src/http/cache/answer.ts";
import type { CanonicalRead } from "../../../src/http/cache/canonical.ts";
import type { ColoCache } from "../../../src/http/cache/colo.ts";
import { type EdgeDeps, fromMemory, readThrough } from "../../../src/http/cache/edge.ts";
import type { GateAnswer, GateRequest } from "../../../src/http/cache/gate.ts";
import type { ReportedChanges } from "../../../src/http/cache/isolate/changes.ts";
import { createIsolateCache } from "../../../src/http/cache/isolate/isolate-cache.ts";
import type { Tenant } from "../../../src/kernel/access/tenant.ts";
import { refusal } from "../../../src/kernel/api/problem.ts";

// The cache reads nothing else of a tenant.
const tenant = { id: "ten_1" } as Tenant;
const page: CanonicalRead = { key: "ten_1 product shirt", space: "pages", read: {} as CanonicalRead["read"] };
const roundTrips = { d1: 0, objects: 0 };
const overloaded: GateAnswer = { refusal: refusal("overloaded", "away"), collapsed: false, roundTrips };

/** An isolate, a read gate whose read model the test writes, and a clock. */
function given({
  colo = null,
  hears = true,
}: {
  readonly colo?: ColoCache | null;
  readonly hears?: boolean;
} = {}) {
  const world = { now: 1_000_000, seq: 10, tags: new Map<string, number>(), isAway: false };
  const asked: GateRequest[] = [];
  const working: Promise<unknown>[] = [];
  const changes = (): ReportedChanges => ({
    changes: { epoch: 1, seq: world.seq, revision: world.seq, floor: 0, tags: [...world.tags] },
    ageMs: 0,
  });
  const stored = (): StoredAnswer => ({
    content: { status: 200, headers: { ETag: `"${world.seq}"` }, body: `{"seq":${world.seq}}` },
    filledAt: world.now,
    revision: { epoch: 1, seq: world.seq, revision: world.seq },
    tags: ["prod_shirt", "settings"],
  });
  const deps: EdgeDeps = {
    cache: createIsolateCache(),
    colo,
    gate: {
      read: async (request) => {
        asked.push(request);
        return world.isAway ? overloaded : { stored: stored(), collapsed: false, roundTrips };
      },
      changes: async () => (hears ? (world.isAway ? null : changes()) : await new Promise<never>(() => {})),
    },
    now: () => world.now,
    random: () => 0.5,
    report: () => undefined,
    background: (work) => {
      working.push(work);
    },
  };
  const settle = async () => {
    while (working.length > 0) await Promise.all(working.splice(0));
  };
  const visit = async () => {
    const found = await readThrough(deps, tenant, page);
    await settle();
    if ("refusal" in found) return { state: found.refusal.code };
    const { content, revision } = found.answer.stored;
    if ("refusal" in content) return { state: content.refusal.code };
    return { state: found.state, seq: revision.seq };
  };
  /** An event that the projector has projected. */
  const project = (...tags: readonly string[]) => {
    world.seq += 1;
    for (const tag of tags) world.tags.set(tag, world.seq);
  };
  return { world, deps, asked, visit, project, settle };
}

describe("a storefront page", () => {
  it("is read once, and then answered from memory", async () => {
    const { visit, asked, world } = given();
    expect(await visit()).toEqual({ state: "miss", seq: 10 });
    for (let visits = 0; visits < 40; visits += 1) {
      world.now += 100;
      expect(await visit()).toEqual({ state: "fresh", seq: 10 });
    }
    expect(asked).toHaveLength(1);
  });

  it("is served while one request reads a newer one", async () => {
    const { visit, asked, world, deps, settle } = given();
    await visit();
    for (let seconds = 0; seconds < 6; seconds += 1) {
      world.now += 1_000;
      deps.cache.changes.isDue("ten_1", world.now);
      deps.cache.changes.tell("ten_1", (await deps.gate.changes("ten_1")) ?? never(), world.now);
    }
    const found = [1, 2, 3].map(() => fromMemory(deps, tenant, page)?.state);
    expect(found).toEqual(["stale", "stale", "stale"]);
    await settle();
    expect(asked).toHaveLength(2);
    expect(fromMemory(deps, tenant, page)?.state).toBe("fresh");
  });

  it("shows a change at most two seconds after it was projected", async () => {
    const { visit, world, project } = given();
    await visit();
    world.now += 900;
    await visit();
    project("prod_shirt");
    const projectedAt = world.now;
    while ((await visit()).seq !== 11) {
      world.now += 50;
      expect(world.now - projectedAt).toBeLessThanOrEqual(2_000);
    }
  });

  it("is not read again while other products change", async () => {
    const { visit, asked, world, project } = given();
    await visit();
    for (let writes = 0; writes < 90; writes += 1) {
      world.now += 50;
      project("prod_trousers", "products");
      expect((await visit()).state).toBe("fresh");
    }
    expect(asked).toHaveLength(1);
  });

  it("is read at the revision of the change that this isolate has heard of", async () => {
    const { visit, asked, world, project } = given();
    await visit();
    project("prod_shirt");
    world.now += 1_000;
    await visit();
    world.now += 10;
    await visit();
    expect(asked.at(-1)?.needed).toBe(11);
  });

  it("is not kept if it was read before a change that this isolate has heard of", async () => {
    const { visit, deps, world } = given();
    await visit();
    // The gate is behind: it answers at position 10, while the change at 11 is known.
    world.tags.set("prod_shirt", 11);
    world.now += 1_000;
    await visit();
    world.now += 10;
    expect((await visit()).state).toBe("miss");
    expect(fromMemory(deps, tenant, page)).toBeNull();
  });

  it("waits for a newer one after a minute, and after a time without visitors", async () => {
    const { visit, world } = given();
    await visit();
    world.now += 30_000;
    expect((await visit()).state).toBe("miss");
  });

  it("keeps being served for ten minutes while the read model is away, then 503", async () => {
    const { visit, world, project } = given();
    await visit();
    world.isAway = true;
    project("prod_shirt");
    for (let minutes = 0; minutes < 9; minutes += 1) {
      world.now += 60_000;
      expect((await visit()).state).toBe("stale");
    }
    world.now += 60_000;
    expect((await visit()).state).toBe("overloaded");
    world.isAway = false;
    expect((await visit()).state).toBe("miss");
  });

  it("is shown as it is as soon as the read model is back", async () => {
    const { visit, world, project } = given();
    await visit();
    world.isAway = true;
    world.now += 5_000;
    await visit();
    project("prod_shirt");
    world.isAway = false;
    world.now += 1_000;
    await visit();
    world.now += 10;
    expect((await visit()).seq).toBe(11);
  });

  it("is not old for the first visitor after a quiet time, although the read model was away before it", async () => {
    const { visit, world, project } = given();
    await visit();
    world.isAway = true;
    world.now += 5_000;
    expect((await visit()).state).toBe("stale");
    project("prod_shirt");
    world.isAway = false;
    world.now += 5 * 60_000;
    expect(await visit()).toEqual({ state: "miss", seq: 11 });
  });

  it("that another isolate of the data center has read is taken from there", async () => {
    const shared = new Map<string, StoredAnswer>();
    const colo: ColoCache = {
      match: async (key) => shared.get(key) ?? null,
      put: async (key, answer) => void shared.set(key, answer),
    };
    const first = given({ colo });
    await first.visit();
    const second = given({ colo });
    // It has heard of the tenant's changes, because it serves other pages of it.
    await second.deps.gate.changes("ten_1");
    fromMemory(second.deps, tenant, { ...page, key: "ten_1 another" });
    await second.settle();
    expect(await second.visit()).toEqual({ state: "fresh", seq: 10 });
    expect(second.asked).toHaveLength(0);
  });

  it("of the data center is not believed by an isolate that has heard nothing of changes", async () => {
    const first = given();
    await first.visit();
    const old = first.deps.cache.answers.pages.get("ten_1", page.key)?.stored ?? never();
    const colo: ColoCache = { match: async () => old, put: async () => undefined };
    const { deps, asked } = given({ colo, hears: false });
    expect(await readThrough(deps, tenant, page)).toMatchObject({ state: "miss" });
    expect(asked).toHaveLength(1);
  });
});

function never(): never {
  throw new Error("it is there");
}
