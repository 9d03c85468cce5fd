import { expect, it } from "vitest";
import { type Point, pointOf } from "../../src/telemetry/analytics/points.ts";
import { lineOf } from "../support/telemetry/lines.ts";

it("a request is a data point with its tenant, in the documented order", () => {
  const point = pointOf(lineOf("request", { status: 404, problem: "not-found" }));
  expect(point).toEqual({
    indexes: ["ten_01M8NHN4JM5F5K0HYWVWP9CCMM"],
    blobs: ["request", "/v1/store/products", "404", "not-found", "GET", "anonymous", "miss", "local"],
    doubles: [12, 1, 0, 4, 0],
  } satisfies Point);
});

it("commands, projections and reactions are data points with the same columns", () => {
  expect(pointOf(lineOf("command"))?.doubles).toEqual([0, 0, 0, 3, 9, 2]);
  expect(pointOf(lineOf("projection"))?.doubles).toEqual([12, 1, 0, 4, 0, 2, 80]);
  expect(pointOf(lineOf("reaction"))?.doubles[6]).toBe(2_000);
  for (const kind of ["command", "projection", "reaction"] as const)
    expect([pointOf(lineOf(kind))?.blobs[0], pointOf(lineOf(kind))?.blobs[7]]).toEqual([kind, "local"]);
});

it("what an isolate answered from its memory is no data point, and neither are other lines", () => {
  expect(pointOf(lineOf("request", { cache: "hit", sample: 0.01 }))).toBeNull();
  expect(pointOf(lineOf("request", { cache: "hit", cache_layer: "data-center" }))).not.toBeNull();
  for (const kind of ["cache", "alarm", "relay", "error", "maintenance"] as const)
    expect(pointOf(lineOf(kind))).toBeNull();
});

it("a line that concerns no tenant is under `none`", () => {
  expect(pointOf(lineOf("request", { tenant_id: null }))?.indexes).toEqual(["none"]);
});
