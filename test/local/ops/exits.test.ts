import { describe, expect, it } from "vitest";
import { runOps } from "../../support/terminal/ops.ts";
import { letter, notFound, page, rebuild, runAt, subscription, tenant } from "./answers.ts";

const degraded = { status: "degraded", checks: { readModel: true, writer: true, deliveries: false } };
const unavailable = { status: "unavailable", checks: { readModel: false, writer: true, deliveries: true } };

describe("a command exits with", () => {
  it("0 if all is fine", async () => {
    expect(await runAt({}, ["status"])).toMatchObject({ exit: 0, out: expect.stringContaining("None.") });
    expect(await runAt({}, ["lag"])).toMatchObject({ exit: 0 });
    expect(await runAt({}, ["--help"])).toMatchObject({
      exit: 0,
      out: expect.stringContaining("dead-letters"),
    });
  });

  it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ["the platform is degraded", { "GET /health/ready": degraded }, ["status"]],
    ["the platform is not ready", { "GET /health/ready": unavailable }, ["status"]],
    ["a dead letter is open", { "GET /v1/ops/dead-letters": page(letter) }, ["status"]],
    [
      "a subscription is parked",
      { "GET /v1/ops/subscriptions": page({ ...subscription, state: "parked" }) },
      ["lag"],
    ],
    [
      "something is refused",
      { "GET /v1/admin/orders/ord_1": notFound },
      ["order", "ord_1", "--tenant", "demo"],
    ],
    ["an order does not exist", { "GET /v1/admin/orders": page() }, ["order", "7", "--tenant", "demo"]],
    ["another server answers", { "GET /v1/platform/tenants": "<html>" }, ["tenants"]],
    [
      "a rebuild was cancelled",
      {
        "GET /v1/ops/rebuilds/rbd_01M8NHNPYKQYMR6YFKCQHGVBPC": {
          ...rebuild,
          status: "cancelled",
          view: "orders",
        },
        "GET /v1/admin/orders": page(),
      },
      ["rebuild", "watch", "rbd_01M8NHNPYKQYMR6YFKCQHGVBPC", "--tenant", "demo"],
    ],
  ])("1 if %s", async (_, answers, args) => {
    expect(await runAt(answers, args)).toMatchObject({ exit: 1 });
  });

  it.each([
    [[]],
    [["nothing"]],
    [["order"]],
    [["lag", "--loud"]],
    [["events", "--tenant", "demo", "--limit", "many"]],
    [["order", "7"]],
    [["trace", "abc"]],
    [["status", "--url", "ftp://shops.example"]],
    [["dead-letters", "replay", "dlq_1"]],
    [["dead-letters", "replay", "--reason", "why"]],
    [["restore", "--tenant", "demo", "--at", "2026-11-30"]],
    [["restore", "--tenant", "demo", "--at", "2027-01-01T00:00:00Z"]],
    [["restore", "--tenant", "demo", "--at", "2026-11-30T06:00:00Z"]],
    [["trace", "a3f34190ce02dfa0c85696487b151b59", "--log", "no-such-file"]],
  ])("2 if the command line makes no sense: %j", async (args) => {
    const { exit, asked } = await runAt({}, args);
    expect(exit).toBe(2);
    expect(asked.filter(({ path }) => path.startsWith("POST"))).toEqual([]);
  });

  it.each([401, 403])("3 if the token is not accepted: %i", async (status) => {
    const refused = { title: "Forbidden", status, code: "forbidden" };
    expect(await runAt({ "GET /v1/platform/tenants": refused }, ["tenants"])).toMatchObject({ exit: 3 });
  });

  it("3 if the platform is not there", async () => {
    const away = () => Promise.reject(new TypeError("fetch failed", { cause: new Error("ECONNREFUSED") }));
    const ran = await runAt({}, ["tenants", "--url", "https://shops.example"], { fetch: away });
    expect(ran).toMatchObject({ exit: 3, out: "" });
    expect(ran.err).toContain("https://shops.example could not be reached (ECONNREFUSED)");
  });
});

describe("the token", () => {
  it("of the local server is sent to no other machine", async () => {
    const ran = await runOps(["tenants", "--url", "https://shops.example"], {
      fetch: () => Promise.reject(new Error("nothing may be sent")),
    });
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining("PLATFORM_TOKEN") });
    const elsewhere = await runOps(["tenants"], { env: { STATE_DIR: "/no-such-folder" } });
    expect(elsewhere).toMatchObject({ exit: 2, err: expect.stringContaining("/no-such-folder") });
  });
});

describe("a problem", () => {
  const problem = {
    ...notFound,
    title: "Unknown reference",
    status: 422,
    code: "unknown-reference",
    detail: "Must be one of: all, products.",
    errors: [
      { pointer: "/view", code: "unknown-reference", detail: "Must be one of: all, products." },
      { pointer: "/other", code: "too-short", detail: "Is too short." },
    ],
  };
  const answers = { "POST /v1/ops/rebuilds": problem };
  const args = ["rebuild", "start", "--view", "nothing", "--tenant", "demo"];

  it("is a sentence with its fields and its trace", async () => {
    expect(await runAt(answers, args)).toMatchObject({
      exit: 1,
      out: "",
      err: [
        "Unknown reference (422 unknown-reference): Must be one of: all, products.",
        "  at /view",
        "  at /other: Is too short.",
        `  trace ${notFound.traceId}`,
        "",
      ].join("\n"),
    });
  });

  it("is the problem document with --json", async () => {
    expect(JSON.parse((await runAt(answers, [...args, "--json"])).out)).toEqual(problem);
  });
});

describe("restoring a tenant", () => {
  const args = ["restore", "--tenant", "demo", "--at", "2026-11-30T07:00:00+01:00"];
  const path = `POST /v1/platform/tenants/${tenant.id}/restores`;
  const answers = { [path]: { epoch: 2, restored: true } };

  it("asks before, and does nothing unless the slug is typed", async () => {
    const refused = await runAt(answers, args, { ask: async () => "yes" });
    expect(refused).toMatchObject({ exit: 2, err: "Nothing was changed.\n" });
    expect(refused.asked.some(({ path }) => path.startsWith("POST"))).toBe(false);
    const done = await runAt(answers, args, { ask: async () => "demo" });
    expect(done.exit).toBe(0);
    expect(done.asked.at(-1)).toEqual({ path, tenant: null, body: { at: "2026-11-30T06:00:00.000Z" } });
  });

  it("says so where the platform keeps no history", async () => {
    const ran = await runAt({ [path]: { epoch: 2, restored: false } }, [...args, "--yes"]);
    expect(ran).toMatchObject({ exit: 1, out: expect.stringContaining("nothing was put back") });
  });
});
