import { describe, expect, it } from "vitest";
import { detailOf } from "../../../local/ops/render/event-detail.ts";
import { tableOf } from "../../../local/terminal/table.ts";
import { plain } from "../../../local/terminal/terminal.ts";
import { agoText, spanText } from "../../../local/terminal/times.ts";
import { letter, page, runAt, subscription, tenant } from "./answers.ts";

describe("a table", () => {
  const columns = [
    { title: "NAME", least: 6 },
    { title: "COUNT", align: "right" },
    { title: "NOTE", least: 6, optional: true },
  ] as const;
  const rows = [
    ["a rather long name", "7", "a note"],
    ["b", "1,234", "another, longer note"],
  ];
  const at = (width: number) => tableOf(columns, rows, { ...plain, width }).split("\n");

  it("has all of every cell where there is room", () => {
    expect(at(Number.POSITIVE_INFINITY)).toEqual([
      "NAME                COUNT  NOTE",
      "a rather long name      7  a note",
      "b                   1,234  another, longer note",
      "",
    ]);
  });

  it.each([40, 30, 25, 21])("is no wider than the terminal: %i", (width) => {
    expect(Math.max(...at(width).map((line) => line.length))).toBeLessThanOrEqual(width);
  });

  it("cuts what may be cut, and leaves out what is optional before it gets too narrow", () => {
    expect(at(25)).toEqual([
      "NAME      COUNT  NOTE",
      "a rathe…      7  a note",
      "b         1,234  another…",
      "",
    ]);
    expect(at(16).join("\n")).not.toContain("NOTE");
    expect(at(16).join("\n")).toContain("1,234");
  });
});

it.each([
  [0, "0 ms"],
  [999, "999 ms"],
  [1_240, "1.2 s"],
  [59_000, "59 s"],
  [184_000, "3 min 4 s"],
  [7_200_000, "2 h"],
  [190_800_000, "2 d 5 h"],
])("%i milliseconds are %s", (ms, text) => {
  expect(spanText(ms)).toBe(text);
});

it("something that is to come is not said to be long ago", () => {
  expect(agoText("2026-11-30T06:00:00Z", Date.parse("2026-11-30T05:00:00Z"))).toBe("0 ms ago");
});

it("an event's detail has what is short, amounts in major units, and no secrets", () => {
  const data = {
    amount: { amount: 6400, currency: "EUR" },
    whole: { amount: 500, currency: "JPY" },
    reason: "it is dented",
    items: [{}, {}],
    person: { email: "grace@example.com" },
    accessTokenHash: "abc",
    empty: "",
  };
  expect(detailOf({ data })).toBe('amount=64.00 EUR whole=500 JPY reason="it is dented" items=[2]');
  expect(detailOf({ data: null })).toBe("");
});

describe("status", () => {
  it("names the tenants by their slugs, and says why something is not fine", async () => {
    const parked = { ...subscription, state: "parked", parked: { seq: 9, type: "order.moved", version: 3 } };
    const { out } = await runAt(
      {
        "GET /health/ready": { status: "degraded", checks: { readModel: true, deliveries: false } },
        "GET /v1/ops/subscriptions": page(parked),
        "GET /v1/ops/dead-letters": page(letter),
      },
      ["status"],
    );
    expect(out).toContain("degraded");
    expect(out).toMatch(/deliveries +fails +an event of some tenant is an open dead letter/);
    expect(out).toMatch(/demo +read-model +parked .*in front of order\.moved version 3, seq 9/);
    expect(out).toMatch(/dlq_1 +demo +read-model +catalog\.product\.created +12 +open +20 min ago +CHECK/);
  });

  it("shows what is known while the read model is away", async () => {
    const away = { title: "Overloaded", status: 503, code: "overloaded" };
    const { out, exit } = await runAt(
      {
        "GET /health/ready": { status: "unavailable", checks: { readModel: false } },
        "GET /v1/ops/dead-letters": away,
        "GET /v1/platform/tenants": away,
      },
      ["status"],
    );
    expect(exit).toBe(1);
    expect(out).toMatch(/readModel +fails +D1 does not answer/);
    expect(out).toContain(tenant.id);
  });

  it("is one JSON document for programs", async () => {
    const { out } = await runAt({}, ["status", "--json"]);
    expect(JSON.parse(out)).toMatchObject({
      readiness: { status: "ok" },
      subscriptions: [{ name: "read-model" }],
    });
  });
});

it("a name that would move the cursor is only shown", async () => {
  const { out } = await runAt(
    { "GET /v1/platform/tenants": page({ ...tenant, name: "\u001b[2J\u009bHarbour\u202e" }) },
    ["tenants"],
  );
  expect(out).toContain("�[2J�Harbour�");
});

it("fits the terminal", async () => {
  const long = { ...subscription, name: "a-very-long-name-of-a-subscription/whk_01M8NHN4JM5F5K0HYWVWP9CCMM" };
  const { out } = await runAt({ "GET /v1/ops/subscriptions": page(long) }, ["lag"], { columns: 72 });
  const lines = out.split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(72);
  expect(out).toContain("a-very-long-name");
});
