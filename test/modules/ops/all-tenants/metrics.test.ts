import { expect, it } from "vitest";
import type { Metrics, TenantGauges } from "../../../../src/kernel/operation/ports.ts";
import type { WorkflowContext } from "../../../../src/kernel/operation/workflow.ts";
import { ok } from "../../../../src/kernel/values/result.ts";
import { platformMetrics } from "../../../../src/modules/ops/all-tenants/metrics.ts";
import { unreachable } from "../../../../src/modules/ops/rules.ts";
import type { SubscriptionStatus } from "../../../../src/modules/ops/schema.ts";

type State = SubscriptionStatus["state"];
const position = { subscription: "read-model", epoch: 1, seq: 3 };

/** A platform whose tenants are in these states. One without a state does not answer. */
function platformOf(stateById: Readonly<Record<string, State | null>>, kept: TenantGauges | null = null) {
  const asked: string[] = [];
  const told: Readonly<Record<string, boolean>>[] = [];
  const gauges: TenantGauges[] = [];
  const metrics: Metrics = {
    read: async () => ({ text: "sums 1\n", tenants: Object.keys(stateById), gauges: kept }),
    async keep(computed, isLateById) {
      gauges.push(computed);
      told.push(isLateById);
    },
    kindOf: (name) => (name === "read-model" ? "projection" : "reaction"),
    readiness: async () => ({ readModel: true, writer: true, queue: true }),
  };
  const statusOf = (name: string, state: State) => ({
    ...unreachable({ ...position, subscription: name }),
    state,
    lagSeconds: name === "read-model" ? 1 : 900,
  });
  const answers: Readonly<Record<string, (tenantId: string) => unknown>> = {
    "ops.readAllDelivery": () => ok({ positions: [], deadLetters: [] }),
    "ops.countAllOpen": () => ok([{ subscription: "mails", status: "open", count: 2 }]),
    "ops.subscriptions"(tenantId) {
      asked.push(tenantId);
      const state = tenantId === "platform" ? "live" : stateById[tenantId];
      if (state === null || state === undefined) throw new Error("the object does not answer");
      return ok([statusOf("read-model", state), statusOf("mails/wh_1", "live")]);
    },
  };
  const context = {
    session: { actor: { kind: "platform" } },
    invoke: async ({ name }: { readonly name: string }, _: unknown, { tenantId = "" } = {}) =>
      answers[name]?.(tenantId),
  };
  // It has what these gauges ask for, and nothing else.
  const run = () => platformMetrics(context as unknown as WorkflowContext, metrics);
  return { run, asked, told, gauges };
}

it("asks 200 tenants, in the order in which they are named, and says how many are left out", async () => {
  const late: Readonly<Record<string, State>> = { ten_stuck: "parked" };
  const many = Array.from({ length: 300 }, (_, index): [string, State] => [`ten_${index}`, "live"]);
  const platform = platformOf({ ...late, ...Object.fromEntries(many) });
  const text = await platform.run();
  expect(platform.asked.length).toBe(200);
  expect(text).toContain("rustok_observed_tenants 200\n");
  expect(text).toContain("rustok_unobserved_tenants 102\n");
  expect(text).toContain(
    'subscription_state{subscription="read-model",kind="projection",state="parked"} 1\n',
  );
});

it("tells who is late and who is not, and nothing of who does not answer", async () => {
  const platform = platformOf({ ten_late: "behind", ten_fine: "live", ten_silent: null });
  await platform.run();
  expect(platform.told).toEqual([{ platform: false, ten_late: true, ten_fine: false }]);
});

it("gauges say whether a projection or a reaction is late, without the reaction's target", async () => {
  const text = await platformOf({ ten_1: "live" }).run();
  expect(text).toContain('rustok_subscription_lag_seconds{subscription="read-model",kind="projection"} 1\n');
  expect(text).toContain('rustok_subscription_lag_seconds{subscription="mails",kind="reaction"} 900\n');
  expect(text).toContain('rustok_dead_letters{subscription="mails",status="open"} 2\n');
});

it("gauges that are young enough are answered, and nobody is asked", async () => {
  const platform = platformOf({ ten_1: "live" }, { text: "kept 1\n", withReadModel: true });
  const text = await platform.run();
  expect(text).toContain("kept 1\n");
  expect(text).toContain('rustok_ready{check="queue"} 1\n');
  expect([platform.asked, platform.told]).toEqual([[], []]);
});

it("gauges from when the read model was away are not answered once it is there", async () => {
  const platform = platformOf({ ten_1: "live" }, { text: "kept 1\n", withReadModel: false });
  expect(await platform.run()).not.toContain("kept");
  expect(platform.asked).toEqual(["platform", "ten_1"]);
  expect(platform.gauges).toMatchObject([{ withReadModel: true }]);
});
