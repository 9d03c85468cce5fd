import { expect, it } from "vitest";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import { openWebhooks } from "./given.ts";

/** How late the endpoints are, as operators see it. */
function lagsOf({ tenant }: ReturnType<typeof openWebhooks>) {
  const input = { positions: null, deadLetters: null };
  const read = tenant.core.ask({ query: "ops.subscriptions", input, actor: platformToken });
  if (!read.ok) throw new Error(read.refusal.detail);
  const all = read.value as readonly {
    readonly name: string;
    readonly lagEvents: number;
    readonly lagSeconds: number;
  }[];
  return all.filter(({ name }) => name.startsWith("webhooks.endpoints/"));
}

it("an endpoint that is paused, or wants other events, is not late", async () => {
  const webhooks = openWebhooks();
  const paused = await webhooks.add("paused");
  await webhooks.add("other", ["order.*"]);
  webhooks.change(paused.id, { status: "paused" });
  webhooks.locate("one");
  await webhooks.pass(60_000);
  webhooks.locate("two");
  expect(lagsOf(webhooks).map(({ lagSeconds }) => lagSeconds)).toEqual([0, 0]);
});

it("an endpoint that its events have not been sent to is late", async () => {
  const webhooks = openWebhooks();
  await webhooks.add("shop");
  webhooks.answer(() => new Response(null, { status: 503 }));
  webhooks.locate("one");
  await webhooks.pass(60_000);
  const [lag] = lagsOf(webhooks);
  expect(lag?.lagEvents).toBe(1);
  expect(lag?.lagSeconds).toBeGreaterThanOrEqual(60);
});
