import { expect, it } from "vitest";
import { observedNothing } from "../../src/http/observed.ts";
import { problemResponse } from "../../src/http/response/problem-json.ts";
import { refusal } from "../../src/kernel/api/problem.ts";
import { createRegistry } from "../../src/kernel/registry.ts";
import { continueTrace } from "../../src/telemetry/trace.ts";

const scope = {
  path: "/v1/store",
  trace: continueTrace(undefined),
  observed: observedNothing(),
  registry: createRegistry([]),
};

it("a refusal that ends after a while says when in Retry-After", () => {
  const answer = problemResponse(scope, { ...refusal("rate-limited", "Repeat in 90 s."), retryAfter: 90 });
  expect([answer.status, answer.headers.get("Retry-After")]).toEqual([429, "90"]);
});

it("a refusal because of load may be tried again soon", () => {
  const answer = problemResponse(scope, refusal("overloaded", "Busy."));
  expect([answer.status, answer.headers.get("Retry-After")]).toEqual([503, "1"]);
});
