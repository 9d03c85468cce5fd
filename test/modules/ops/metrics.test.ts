import { expect, it } from "vitest";
import { metricsOf } from "../../../src/modules/ops/metrics.ts";
import { unreachable } from "../../../src/modules/ops/rules.ts";

const subscription = {
  ...unreachable({ subscription: "read-model", epoch: 1, seq: 3 }),
  state: "live",
} as const;
const sizes = { logBytes: 0, auditHead: 0, events: 0 };

it("a subscription without dead letters has a figure of 0, so that an alert sees the first one", () => {
  const text = metricsOf([subscription], sizes, []);
  for (const status of ["open", "replayed", "discarded"])
    expect(text).toContain(`rustok_dead_letters{subscription="read-model",status="${status}"} 0\n`);
});

it("counts what there is, also for a subscription that is gone", () => {
  const counts = [{ subscription: "gone", status: "open", count: 2 }];
  expect(metricsOf([subscription], sizes, counts)).toContain(
    'rustok_dead_letters{subscription="gone",status="open"} 2\n',
  );
});

it("every state of a subscription has a figure, and the current one is 1", () => {
  const text = metricsOf([subscription], sizes, []);
  expect(text).toContain('rustok_subscription_state{subscription="read-model",state="live"} 1\n');
  expect(text).toContain('rustok_subscription_state{subscription="read-model",state="halted"} 0\n');
});

it("says nothing of dead letters while the read model, which has them, is away", () => {
  expect(metricsOf([subscription], sizes, null)).not.toMatch(/^rustok_dead_letters/m);
});
