import { expect, it } from "vitest";
import { runAt } from "./answers.ts";

const text = `# HELP rustok_ready Whether a check passes.
# TYPE rustok_ready gauge
rustok_ready{check="read_model"} 1
rustok_ready{check="a \\"b\\",\\\\\\n"} 0
# HELP rustok_http_request_duration_seconds Duration.
# TYPE rustok_http_request_duration_seconds histogram
rustok_http_request_duration_seconds_bucket{route="/v1/store",le="0.1"} 50
rustok_http_request_duration_seconds_bucket{route="/v1/store",le="0.5"} 90
rustok_http_request_duration_seconds_bucket{route="/v1/store",le="+Inf"} 100
rustok_http_request_duration_seconds_sum{route="/v1/store"} 25
rustok_http_request_duration_seconds_count{route="/v1/store"} 100
rustok_orders_total{currency="EUR"} 12345
rustok_metrics_flushed_timestamp_seconds 1796020200
no metric at all
`;

it("a histogram is one line with its mean and quantiles, as Prometheus estimates them", async () => {
  const { out } = await runAt({ "GET /v1/ops/metrics": text }, ["metrics", "--filter", "DURATION"]);
  expect(out).toMatch(/route="\/v1\/store" +100 measured, mean 0\.25, p50 0\.1, p95 > 0\.5, p99 > 0\.5/);
  expect(out).not.toContain("rustok_ready");
});

it("counts and times are readable, and programs get all samples", async () => {
  const answers = { "GET /v1/ops/metrics": text };
  const { out } = await runAt(answers, ["metrics"]);
  expect(out).toMatch(/rustok_orders_total +currency="EUR" +12,345/);
  expect(out).toContain("2026-11-30T");
  const { out: json } = await runAt(answers, ["metrics", "--json", "--filter", "orders"]);
  expect(JSON.parse(json)).toEqual([
    {
      name: "rustok_orders_total",
      type: "untyped",
      help: "",
      samples: [{ name: "rustok_orders_total", labels: { currency: "EUR" }, value: 12345 }],
    },
  ]);
});
