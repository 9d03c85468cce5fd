import { platformToken } from "../../../src/kernel/access/actor.ts";
import { newSecret, sealSecret } from "../../../src/modules/webhooks/sending/signature.ts";
import { storedSecrets } from "../../../src/platform/sealed.ts";
import { createKeyRing } from "../../../src/platform/signing.ts";
import { openShop } from "../../support/node/shop.ts";

/** A request that arrived at a receiver. */
export interface Arrived {
  readonly url: string;
  readonly id: string;
  readonly headers: Headers;
  readonly body: string;
}

/** How a receiver answers. Null: it never does. */
export type Answers = (arrived: Arrived) => Response | null | Promise<Response>;

const secrets = storedSecrets(createKeyRing("the-signing-secret-of-all-the-tests"));

/** A shop with webhook endpoints, receivers that answer as a test says, and what became of it. */
export function openWebhooks() {
  const shop = openShop();
  const { platform, tenant, must } = shop;
  const arrived: Arrived[] = [];
  let answers: Answers = () => new Response(null, { status: 204 });
  let made = 0;
  // The fake outside knows notes and mails. Webhooks need headers and statuses.
  Object.assign(platform.world.outside, {
    async fetch(url: string, { headers, body }: RequestInit) {
      const sent = new Headers(headers);
      const one = { url, id: sent.get("webhook-id") ?? "", headers: sent, body: String(body) };
      arrived.push(one);
      const answer = await answers(one);
      return answer ?? new Promise(() => undefined);
    },
  });
  const { core } = tenant;
  return {
    ...shop,
    arrived,
    answer(how: Answers): void {
      answers = how;
    },
    /** Adds an endpoint. Its receiver is at `https://<name>.example.com/`. */
    async add(name: string, events: readonly string[] = ["*"]) {
      made += 1;
      const id = `whk_01J0000000000000000000${String(made).padStart(4, "0")}`;
      const secret = newSecret();
      const stored = await sealSecret(secrets, { tenantId: tenant.id, endpointId: id }, secret);
      must("webhooks.createEndpoint", {
        ...{ id, url: `https://${name}.example.com/`, events },
        secret: { stored, sealed: "" },
      });
      return { id, secret };
    },
    async rotate(id: string) {
      const secret = newSecret();
      const stored = await sealSecret(secrets, { tenantId: tenant.id, endpointId: id }, secret);
      must("webhooks.rotateEndpointSecret", { id, secret: { stored, sealed: "" } });
      return secret;
    },
    change: (id: string, patch: object) => must("webhooks.updateEndpoint", { id, patch }),
    read(id: string) {
      const read = core.ask({ query: "webhooks.readEndpoint", input: { id }, actor: platformToken });
      if (!read.ok) throw new Error(read.refusal.detail);
      return read.value as { readonly status: string; readonly pausedBecause: string | null };
    },
    /** An event of a location: its own aggregate, or that of one that is there. */
    locate: (name: string) => (must("inventory.createLocation", { name }) as { readonly id: string }).id,
    rename: (id: string, name: string) => must("inventory.updateLocation", { id, patch: { name } }),
    /** What arrived at a receiver: the names in the bodies. */
    namesAt: (name: string) =>
      arrived
        .filter(({ url }) => url === `https://${name}.example.com/`)
        .map(({ body }) => (JSON.parse(body) as { data: { name?: string } }).data.name),
    deliveries: (id: string) =>
      platform.readModel.rows(
        "SELECT status, attempts, code, answer, error, type FROM webhook_deliveries WHERE endpoint_id = ?1 ORDER BY seq",
        id,
      ),
    openTasks: () => tenant.storage.rows("SELECT subscription, seq FROM reaction_tasks ORDER BY 1, 2"),
    /** Time passes, alarm by alarm. */
    async pass(ms: number) {
      const until = platform.clock.now() + ms;
      for (let alarms = 0; platform.clock.now() < until; alarms += 1) {
        if (alarms > 100_000) throw new Error("the alarm never stops");
        const at = tenant.storage.alarm();
        if (at === null || at > until) return platform.clock.advance(until - platform.clock.now());
        await platform.fireAlarm(tenant);
        await platform.deliverAll();
      }
    },
  };
}
