import type { Page } from "playwright-core";

/**
 * Answers `/v1/ops/metrics` as a platform with traffic does. Each answer has counted more than the one before. `without` leaves
 * out a family.
 */
export async function answerMetrics(page: Page, without = "none"): Promise<void> {
  let answers = 0;
  await page.route("**/v1/ops/metrics", (route) => {
    answers += 1;
    const lines = metricsAfter(answers).filter((line) => !line.startsWith(without));
    return route.fulfill({ contentType: "text/plain; version=0.0.4", body: `${lines.join("\n")}\n` });
  });
}

const routes = [
  ["/v1/store/products", 900, [700, 820, 870, 890, 899, 900, 900, 900, 900]],
  ["/v1/store/carts/{id}/complete", 60, [0, 2, 9, 20, 44, 55, 59, 60, 60]],
  ["/v1/admin/products/{id}", 120, [10, 60, 100, 112, 118, 120, 120, 120, 120]],
] as const;
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** The lines of the answer with a number. */
function metricsAfter(answer: number): readonly string[] {
  // Traffic goes up and down, and counters only up.
  const counted = Array.from({ length: answer }, (_, index) => 2 + Math.sin(index / 3)).reduce(
    (a, b) => a + b,
    0,
  );
  const count = (base: number) => Math.round(base * counted);
  return [
    ...routes.flatMap(([route, requests, buckets]) => [
      `rustok_http_requests_total{method="get",route="${route}",status="2xx"} ${count(requests)}`,
      ...bounds.map(
        (le, index) =>
          `rustok_http_request_duration_seconds_bucket{route="${route}",le="${le}"} ${count(buckets[index] ?? 0)}`,
      ),
      `rustok_http_request_duration_seconds_bucket{route="${route}",le="+Inf"} ${count(requests)}`,
      `rustok_http_request_duration_seconds_count{route="${route}"} ${count(requests)}`,
    ]),
    `rustok_http_requests_total{method="post",route="/v1/store/carts",status="5xx"} ${count(2)}`,
    `rustok_events_total{module="orders",type="order.placed"} ${count(60)}`,
    `rustok_events_total{module="catalogue",type="catalog.product.updated"} ${count(24)}`,
    ...["read-model", "audit", "identity.token-mails"].map(
      (name, index) =>
        `rustok_subscription_lag_seconds{subscription="${name}",kind="projection"} ${(index + 1 + Math.sin(answer + index)).toFixed(2)}`,
    ),
    ...[
      ["isolate", 800, 40, 10, 150],
      ["data-center", 90, 5, 0, 65],
      ["gate", 20, 0, 25, 20],
    ].flatMap(([layer, hit, stale, coalesced, miss]) =>
      Object.entries({ hit, stale, coalesced, miss }).map(
        ([result, amount]) =>
          `rustok_cache_requests_total{layer="${layer}",result="${result}"} ${count(Number(amount))}`,
      ),
    ),
    ...Object.entries({
      cart_created: 90,
      item_added: 84,
      address_set: 70,
      shipping_selected: 66,
      completed: 60,
    }).map(([step, amount]) => `rustok_checkout_steps_total{step="${step}"} ${count(amount)}`),
    ...Object.entries({ EUR: [40, 123_450], USD: [15, 48_090], JPY: [5, 31_000] }).flatMap(
      ([currency, [orders = 0, revenue = 0]]) => [
        `rustok_orders_total{currency="${currency}"} ${count(orders)}`,
        `rustok_order_revenue_minor_units_total{currency="${currency}"} ${count(revenue)}`,
      ],
    ),
  ];
}
