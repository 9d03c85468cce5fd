import { expect, it } from "vitest";
import { createDeltas } from "../../../src/telemetry/metrics/deltas.ts";
import { exposeSums } from "../../../src/telemetry/metrics/expose.ts";
import { adds, counter, histogram } from "../../../src/telemetry/metrics/family.ts";

const others = counter("others_total", "Others.");
const routes = { route: ["/a"] };
const before = histogram("duration_seconds", "Duration.", routes, [1, 2]);
const after = histogram("duration_seconds", "Duration.", routes, [1, 5]);

it("sums of buckets that other code has are another series, and not shown", () => {
  const deltas = createDeltas(() => others);
  for (const family of [before, after, after]) deltas.add(adds(family, ["/a"], 1.5));
  const sums = deltas.take().deltas;
  expect(sums.length).toBe(2);
  const text = exposeSums({ sums, flushedAt: null }, [after]);
  expect(text).toContain('duration_seconds_bucket{route="/a",le="5"} 2\n');
  expect(text).toContain('duration_seconds_count{route="/a"} 2\n');
  expect(text).not.toContain('le="2"');
});
