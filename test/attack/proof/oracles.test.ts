import { describe, expect, it } from "vitest";
import type { Heard, Shot } from "../driver/request.ts";
import { faultsInAnswer } from "../oracles/answer.ts";
import { faultsInCsv } from "../oracles/csv.ts";
import { faultsInHtml, faultsInRichTexts } from "../oracles/html.ts";
import { differences } from "../oracles/same.ts";
import { watchLog } from "../oracles/seen.ts";
import { Marks } from "../town/marks.ts";

const shot: Shot = { method: "GET", path: "/v1/admin/products/prod_x", headers: [], body: null };

function heard(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Heard {
  const type = status >= 400 ? "application/problem+json" : "application/json";
  return {
    status,
    headers: new Headers({ "Content-Type": type, ...headers }),
    text: typeof body === "string" ? body : JSON.stringify(body),
    ms: 1,
  };
}

const problem = (status: number, code: string, more = {}) => ({
  type: `/problems/${code}`,
  title: "x",
  status,
  detail: "x",
  instance: shot.path,
  code,
  traceId: "0".repeat(32),
  ...more,
});

const notFound = heard(404, problem(404, "not-found"));

describe("an answer", () => {
  const marks = new Marks();
  const mark = marks.plant("tenant");
  const faultsOf = (one: Heard, sent: Partial<Shot> = {}) =>
    faultsInAnswer({ shot: { ...shot, ...sent } }, one, marks, ["tenant"]);

  it("is good where it is as documented", () => {
    expect(faultsOf(notFound)).toEqual([]);
  });

  it.each([
    ["a failure", heard(500, problem(500, "internal-error"))],
    ["no answer", { ...notFound, status: 0 }],
    ["a status that is not documented", heard(418, problem(418, "not-found"))],
    ["a code that is not documented", heard(409, problem(409, "insufficient-stock"))],
    ["a body that is not documented", heard(200, { surprise: true })],
    [
      "a refusal in another media type",
      heard(404, problem(404, "not-found"), { "Content-Type": "text/html" }),
    ],
    ["somebody else's mark", heard(404, problem(404, "not-found", { detail: `It is ${mark}.` }))],
    [
      "somebody else's mark in a header",
      heard(404, problem(404, "not-found"), { "X-Hint": mark.toUpperCase() }),
    ],
    ["what a template made", heard(404, problem(404, "not-found", { detail: "9801547" }))],
  ])("is a fault where it is %s", (_, one) => {
    expect(faultsOf(one)).not.toEqual([]);
  });

  it("may repeat what was sent, and show a customer's mark to the staff", () => {
    const customers = marks.plant("customer");
    const detail = `${mark} ${customers}`;
    expect(
      faultsOf(heard(404, problem(404, "not-found", { detail })), { path: `${shot.path}${mark}` }),
    ).toEqual([]);
  });

  it("is a fault where a refusal leads elsewhere", () => {
    const errors = (pointer: string) => [{ pointer, code: "x", detail: "x" }];
    const refusal = (pointer: string) =>
      heard(400, problem(400, "validation-failed", { errors: errors(pointer) }));
    const sent = { method: "POST", path: "/v1/admin/products", body: '{"a":{"b":1},"c":1}' };
    const at = (pointer: string) =>
      faultsInAnswer({ shot: { ...shot, ...sent }, at: "/a/b" }, refusal(pointer), marks, []);
    expect(at("/a")).toEqual([]);
    expect(at("/c")).toEqual(["refuses /a/b, but points to /c"]);
  });
});

describe("the answers to a foreign id and to an unknown one", () => {
  const said = (id: string, more = {}, headers = {}) =>
    heard(404, problem(404, "not-found", { instance: `/v1/${id}`, ...more }), headers);

  it("are the same but for the id", () => {
    expect(differences(said("prod_a"), "prod_a", said("prod_b"), "prod_b")).toEqual([]);
  });

  it.each([
    ["text", said("prod_a", { detail: "Not yours." })],
    ["status", { ...said("prod_a"), status: 403 }],
    ["headers", said("prod_a", {}, { ETag: '"1"' })],
    ["round trips", said("prod_a", {}, { "Server-Timing": 'total;dur=3, operation-d1;desc="2"' })],
  ])("are not the same with another %s", (_, one) => {
    expect(differences(one, "prod_a", said("prod_b"), "prod_b")).not.toEqual([]);
  });
});

describe("HTML", () => {
  it("is good with text that was escaped", () => {
    expect(faultsInHtml("<p>&lt;svg onload=alert(1)&gt; {{7*7}}</p>", "mail")).toEqual([]);
  });

  it.each([
    "<p><svg onload=alert(1)></p>",
    '<p title="" onclick="x">a</p>',
    '<a href="java\nscript:alert(1)">a</a>',
    "<xatk>",
    '<a href="data:text/html,x">a</a>',
    "<!-- xatk -->",
  ])("is a fault with %j", (html) => {
    expect(faultsInHtml(html, "mail")).not.toEqual([]);
    expect(faultsInRichTexts({ items: [{ description: html }] })).not.toEqual([]);
  });
});

it("the description of a role is plain text, also in its events and in the audit log", () => {
  const description = "<svg onload=alert(1)>";
  const ofRole = [
    { description, grants: [] },
    { aggregate: { type: "role" }, data: { description } },
    { type: "role", before: { description }, after: { description } },
  ];
  for (const one of ofRole) expect(faultsInRichTexts({ items: [one] })).toEqual([]);
});

describe("a file", () => {
  it("is good with guarded cells and numbers", () => {
    expect(faultsInCsv(`Title,Price\n'=1+1,-5\n"a;'=1",2.50\n`)).toEqual([]);
  });

  it.each(["=1+1", "+1+1", "@SUM(A1)", '" =1"', '"\t=1"', '"a;=1"', '"""=1"""', "＝1"])(
    "is a fault with %s",
    (cell) => {
      expect(faultsInCsv(`Title\n${cell}\n`)).toHaveLength(1);
    },
  );
});

it("a line of the log is a fault with a mark, or with a failure", () => {
  const marks = new Marks();
  const log = watchLog(marks);
  log.onLog("log", '{"kind":"request","status":200}');
  expect(log.faults()).toEqual([]);
  log.onLog("log", `{"kind":"request","path":"/${marks.plant("customer")}"}`);
  log.onLog("log", '{"kind":"error","error":"x"}');
  expect(log.faults()).toHaveLength(2);
});
