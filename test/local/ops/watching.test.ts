import { describe, expect, it } from "vitest";
import { page, rebuild, runAt, subscription } from "./answers.ts";

const args = ["rebuild", "start", "--view", "products", "--tenant", "demo"];
const lists = { "GET /v1/admin/products": page(1, 2, 3), "GET /v1/admin/variants": page(1, 2, 3, 4) };
const settledAt = "2026-11-30T06:20:12.000Z";

/** A rebuild that is one state further each time it is read. */
function moving(...states: readonly unknown[]) {
  const left = [...states];
  return {
    ...lists,
    "POST /v1/ops/rebuilds": rebuild,
    "GET /v1/ops/rebuilds/rbd_01M8NHNPYKQYMR6YFKCQHGVBPC": () => (left.length > 1 ? left.shift() : left[0]),
  };
}

describe("watching a rebuild", () => {
  const completed = { ...rebuild, status: "completed", aggregates: 7, settledAt };

  it("shows how far it is, and ends with what the lists have", async () => {
    const ran = await runAt(moving({ ...rebuild, aggregates: 4 }, completed), args);
    expect(ran.exit).toBe(0);
    expect(ran.err.split("\n")).toEqual([
      "0 % · 0 of about 8",
      "50 % · 4 of about 8",
      "80 % · 7 of about 8",
      "100 % · 7 of 7",
      "",
    ]);
    expect(ran.out).toContain(
      "Rebuild rbd_01M8NHNPYKQYMR6YFKCQHGVBPC of products completed after 12 s: 7 read.",
    );
    expect(ran.out).toMatch(/products +3 +3\nvariants +4 +4\n/);
  });

  it("is a line of JSON each time it has moved", async () => {
    const { out, err } = await runAt(moving({ ...rebuild, aggregates: 4 }, completed), [...args, "--json"]);
    const lines = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => [line.rebuild.status, line.rebuild.aggregates, line.after])).toEqual([
      ["running", 0, null],
      ["running", 4, null],
      [
        "completed",
        7,
        [
          { list: "products", count: 3 },
          { list: "variants", count: 4 },
        ],
      ],
    ]);
    expect(err).toBe("");
  });

  it("ends with Ctrl-C, which leaves the rebuild running and says how to go on", async () => {
    const interruption = new AbortController();
    const ran = await runAt(moving(rebuild), args, {
      interrupted: interruption.signal,
      pause: async () => interruption.abort(),
    });
    expect(ran.exit).toBe(0);
    expect(ran.err).toContain("npm run ops -- rebuild watch rbd_01M8NHNPYKQYMR6YFKCQHGVBPC --tenant demo");
    expect(ran.asked.some(({ path }) => path.includes("cancel"))).toBe(false);
  });

  it("ends with the reason if it can't go on", async () => {
    const blocked = { ...subscription, state: "blocked", error: "CHECK constraint failed" };
    const ran = await runAt({ ...moving(rebuild), "GET /v1/ops/subscriptions": page(blocked) }, args);
    expect(ran).toMatchObject({
      exit: 1,
      out: expect.stringContaining("can't go on: CHECK constraint failed"),
    });
  });

  it("goes on while the platform is away for a moment, and gives up if it stays away", async () => {
    const away = { title: "Unavailable", status: 503, code: "unavailable" };
    expect(await runAt(moving(away, away, completed), args)).toMatchObject({ exit: 0 });
    expect(await runAt(moving(away), args)).toMatchObject({ exit: 1 });
  });
});

describe("rebuilding all tenants", () => {
  it("asks until there are no more, and names those that did not answer", async () => {
    const answers = [
      { rebuilding: 200, unreachable: ["ten_1"], next: "ten_200" },
      { rebuilding: 3, unreachable: [], next: null },
    ];
    const ran = await runAt({ "POST /v1/platform/rebuilds": () => answers.shift() }, [
      "rebuild",
      "start",
      "--all-tenants",
    ]);
    expect(ran.exit).toBe(1);
    expect(ran.out).toContain("Rebuilding 203 tenants");
    expect(ran.out).toContain("ten_1");
    expect(ran.asked.map(({ body }) => body)).toEqual([{ view: "all" }, { view: "all", after: "ten_200" }]);
  });
});

describe("replaying all dead letters", () => {
  const replay = ["dead-letters", "replay", "--all", "--reason", "mended", "--tenant", "demo"];

  it("repeats until none remains", async () => {
    const answers = [
      { replayed: 100, failed: 0, remaining: 5 },
      { replayed: 5, failed: 0, remaining: 0 },
    ];
    const ran = await runAt({ "POST /v1/ops/dead-letters/replay": () => answers.shift() }, replay);
    expect(ran).toMatchObject({ exit: 0, out: "Replayed 105. 0 remain open.\n" });
  });

  it("stops where some fail again", async () => {
    const ran = await runAt(
      { "POST /v1/ops/dead-letters/replay": { replayed: 1, failed: 2, remaining: 2 } },
      replay,
    );
    expect(ran).toMatchObject({ exit: 1, out: "Replayed 1. 2 failed again. 2 remain open.\n" });
  });
});
