import { describe, expect, it } from "vitest";
import { decideDue, decideSchedule, type Scheduled } from "../../../src/modules/content/schedule/rules.ts";
import { openMagazine } from "./given.ts";

const now = Date.parse("2026-05-01T10:00:00Z");
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
const node = (more: Partial<Scheduled> = {}): Scheduled => ({
  ...{
    id: "node_01J00000000000000000000000",
    kind: "post",
    status: "draft",
    publishAt: null,
    unpublishAt: null,
  },
  ...more,
});
const typesOf = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);

describe("a schedule", () => {
  it("is for the future, in order, and for what can be published", () => {
    const codeOf = (current: Scheduled, wanted: object) => {
      const decided = decideSchedule(current, wanted, now);
      return decided.ok ? typesOf(decided.value) : decided.refusal.code;
    };
    expect(codeOf(node(), { publishAt: at(1) })).toEqual(["content.node.scheduled"]);
    expect(codeOf(node(), { publishAt: at(0) })).toBe("invalid-schedule");
    expect(codeOf(node(), { publishAt: at(5), unpublishAt: at(5) })).toBe("invalid-schedule");
    expect(codeOf(node({ publishAt: at(5) }), { unpublishAt: at(4) })).toBe("invalid-schedule");
    expect(codeOf(node({ status: "published" }), { publishAt: at(5) })).toBe("invalid-transition");
    expect(codeOf(node({ status: "published" }), { unpublishAt: at(5) })).toEqual(["content.node.scheduled"]);
    expect(codeOf(node({ status: "archived" }), { unpublishAt: at(5) })).toBe("invalid-transition");
    expect(codeOf(node({ publishAt: at(5) }), { publishAt: null })).toEqual(["content.node.scheduled"]);
    expect(codeOf(node({ publishAt: at(5) }), { publishAt: at(5) })).toEqual([]);
    expect(codeOf(node(), {})).toEqual([]);
  });

  it("does what is due, in order, and nothing early", () => {
    const due = (more: Partial<Scheduled>) => typesOf(decideDue(node(more), now));
    expect(due({ publishAt: at(1) })).toEqual([]);
    expect(due({ publishAt: at(0) })).toEqual(["content.node.published"]);
    expect(due({ publishAt: at(-5), unpublishAt: at(-1) })).toEqual([
      "content.node.published",
      "content.node.unpublished",
    ]);
    expect(due({ status: "published", unpublishAt: at(0) })).toEqual(["content.node.unpublished"]);
    expect(due({ unpublishAt: at(0) })).toEqual(["content.node.scheduled"]);
    expect(due({ status: "published", publishAt: at(-1) })).toEqual(["content.node.scheduled"]);
  });
});

describe("a scheduled post", () => {
  it("stays a draft until then, and says when it happened", async () => {
    const { post, does, reads, platform, clock, tenant } = openMagazine();
    const { id } = post();
    const publishAt = new Date(clock.now() + 3_600_000).toISOString();
    const unpublishAt = new Date(clock.now() + 7_200_000).toISOString();
    const scheduled = does("schedulePost", { id, schedule: { publishAt, unpublishAt } });
    expect(scheduled).toMatchObject({ status: "draft", publishAt, unpublishAt, publishedAt: null });
    await platform.passTime(tenant, 3_599_999);
    expect(reads("readPost", { id })).toMatchObject({ status: "draft" });
    await platform.passTime(tenant, 1);
    expect(reads("readPost", { id })).toMatchObject({
      ...{ status: "published", publishAt: null, unpublishAt, publishedAt: publishAt },
    });
    await platform.passTime(tenant, 3_600_000);
    expect(reads("readPost", { id })).toMatchObject({
      status: "draft",
      unpublishAt: null,
      publishedAt: null,
    });
  });

  it("by dozens is published at once", async () => {
    const { post, does, reads, platform, clock, tenant } = openMagazine();
    const publishAt = new Date(clock.now() + 60_000).toISOString();
    const ids = Array.from({ length: 40 }, () => post().id);
    for (const id of ids) does("schedulePost", { id, schedule: { publishAt } });
    await platform.passTime(tenant, 60_000);
    for (const id of ids) expect(reads("readPost", { id })).toMatchObject({ status: "published" });
  });

  it("is not published if it is cleared, and no longer scheduled if it is published by hand", () => {
    const { post, does } = openMagazine();
    const { id } = post();
    const publishAt = "2100-01-01T00:00:00+02:00";
    expect(does("schedulePost", { id, schedule: { publishAt } }).publishAt).toBe("2099-12-31T22:00:00.000Z");
    expect(does("schedulePost", { id, schedule: { publishAt: null } }).publishAt).toBeNull();
    does("schedulePost", { id, schedule: { publishAt } });
    expect(does("publishPost", { id })).toMatchObject({ status: "published", publishAt: null });
  });
});
