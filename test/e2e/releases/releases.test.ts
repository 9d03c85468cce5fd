import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../../support/e2e/eventually.ts";
import { type Home, openHome } from "../../support/e2e/home.ts";
import { openCampaign, type Reading, readUntil } from "./campaign.ts";

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home.close());

/** Reads that began after another one had seen the release, and did not see it. */
const mixtures = (readings: readonly Reading[]) => {
  const firstSeen = Math.min(...readings.filter(({ isNew }) => isNew).map(({ endedAt }) => endedAt));
  return readings.filter(({ isNew, beganAt }) => !isNew && beganAt > firstSeen);
};

describe("a release of twenty things", () => {
  it("takes effect in one instant for whoever reads them all the time, and is taken back so", async () => {
    // Without the cache every read is one of the read model.
    const running = await home.start({}, { READ_CACHE: "off" });
    const campaign = await openCampaign(running);
    for (const wanted of [true, false]) {
      const id = wanted ? campaign.releaseId : await campaign.undo(campaign.releaseId);
      const [readings] = await Promise.all([readUntil(campaign, wanted), campaign.publish(id)]);
      const flipped = readings.map((one) => ({ ...one, isNew: one.isNew === wanted }));
      expect(new Set(flipped.filter(({ isNew }) => isNew).map(({ path }) => path)).size).toBe(19);
      expect(await campaign.promotionStatus()).toBe(wanted ? "active" : "draft");
      expect(mixtures(flipped)).toEqual([]);
    }
  });

  it("is in all answers for a reader with the token of its publication", async () => {
    const campaign = await openCampaign(await home.start());
    await readUntil(campaign, false);
    const token = await campaign.publish(campaign.releaseId);
    for (const { path, isNew } of await campaign.readAll({ "Consistency-Token": token }))
      expect(isNew, path).toBe(true);
    await readUntil(campaign, true);
  });

  it("leaves everything as it was if one of them is refused", async () => {
    const campaign = await openCampaign(await home.start());
    const { send, key } = campaign;
    await send("delete", `/v1/admin/posts/${campaign.lastPostId}`, { key });
    const refused = await send("post", `/v1/admin/releases/${campaign.releaseId}/publish`, { key });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "release-refused", errors: [{ pointer: "/items/19", code: "not-found" }] },
    });
    const readings = await campaign.readAll({});
    expect(readings.filter(({ isNew }) => isNew)).toEqual([]);
    expect(await campaign.promotionStatus()).toBe("draft");
  });
});

describe("a scheduled release", () => {
  it("takes effect once and as a whole, although the platform was killed when it was due", async () => {
    let running = await home.start();
    const campaign = await openCampaign(running);
    const { key, releaseId } = campaign;
    const publishAt = new Date(Date.now() + 1_500).toISOString();
    const scheduled = await running.send("patch", `/v1/admin/releases/${releaseId}`, {
      key,
      body: { publishAt },
    });
    expect(scheduled, scheduled.text).toMatchObject({
      status: 200,
      body: { status: "scheduled", publishAt },
    });
    await eventually(
      5_000,
      async () => Date.now(),
      (now) => now > Date.parse(publishAt) - 20,
    );
    await running.platform.kill();

    running = await home.start();
    const { send } = running;
    const read = () => send("get", `/v1/admin/releases/${releaseId}`, { key });
    const published = await eventually(60_000, read, ({ text }) => text.includes('"published"'));
    const { publishedAt } = published.body as { readonly publishedAt: string };
    expect(publishedAt >= publishAt).toBe(true);
    await readUntil({ ...campaign, readAll: (headers) => campaign.readAll(headers, send) }, true);
    const log = await send("get", "/v1/ops/events?type=content.release.published", { key });
    expect(log.body).toMatchObject({ items: [{ aggregate: { id: releaseId } }] });
  });
});
