import product, {
  Directory as ProductDirectory,
  Projector as ProductProjector,
  TenantObject as ProductTenantObject,
  TenantReads as ProductTenantReads,
} from "../../../src/index.ts";
import { type SubscriptionState, standingPath, subscriptionsOf } from "../kept/subscriptions.ts";
import { troubled } from "./database.ts";
import { befalls, roll } from "./dice.ts";
import { consumeUnreliably, unreliable } from "./queue.ts";

export { Metrics } from "../../../src/index.ts";

// The built product, with unreliable surroundings. It is started in the product's place, under the same names, so what
// it keeps can be opened by the product itself.

function surrounded(env: Env): Env {
  return {
    ...env,
    DB: troubled(env.DB),
    EVENTS: unreliable(env.EVENTS),
    REACTIONS: unreliable(env.REACTIONS),
  };
}

export class Directory extends ProductDirectory {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, surrounded(env));
  }
}

export class Projector extends ProductProjector {
  constructor(ctx: ExecutionContext, env: Env) {
    super(ctx, surrounded(env));
  }
}

type Read = ProductTenantReads["read"];

/** A read gate that forgets everything in the middle of a rush. */
export class TenantReads extends ProductTenantReads {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, surrounded(env));
  }

  override read(...args: Parameters<Read>): ReturnType<Read> {
    if (befalls("evicted", "evicted during a read")) evict(this.ctx);
    return super.read(...args);
  }
}

type Execute = ProductTenantObject["execute"];
type Acknowledge = ProductTenantObject["acknowledge"];
type Settle = ProductTenantObject["settleTasks"];

/** A tenant's object that is thrown out of memory at the worst of moments. */
export class TenantObject extends ProductTenantObject {
  constructor(ctx: DurableObjectState, env: Env) {
    const around = surrounded(env);
    super(ctx, {
      ...around,
      EVENTS: interrupted(ctx, around.EVENTS),
      REACTIONS: interrupted(ctx, around.REACTIONS),
    });
  }

  override execute(...args: Parameters<Execute>): ReturnType<Execute> {
    const result = super.execute(...args);
    if (befalls("evicted", "evicted before the commit")) evict(this.ctx);
    if (befalls("evicted", "evicted with the commit")) this.ctx.waitUntil(evictAfterCommit(this.ctx));
    return result;
  }

  override acknowledge(...args: Parameters<Acknowledge>): ReturnType<Acknowledge> {
    if (befalls("evicted", "evicted before an acknowledgement")) evict(this.ctx);
    super.acknowledge(...args);
    if (befalls("evicted", "evicted after an acknowledgement")) evict(this.ctx);
  }

  override settleTasks(...args: Parameters<Settle>): ReturnType<Settle> {
    if (befalls("evicted", "evicted before a task was settled")) evict(this.ctx);
    const settled = super.settleTasks(...args);
    if (befalls("evicted", "evicted after a task was settled")) evict(this.ctx);
    return settled;
  }

  /** The subscriptions in the object's own tables. */
  standing(): readonly SubscriptionState[] {
    return subscriptionsOf((sql) => this.ctx.storage.sql.exec(sql).toArray());
  }

  override async alarm(): Promise<void> {
    const work = super.alarm();
    if (befalls("evicted", "evicted during an alarm")) evict(this.ctx);
    await work;
  }
}

/** The relay's queue: the object may go before it has sent, or before it has heard that it did. */
function interrupted(ctx: DurableObjectState, queue: Queue): Queue {
  return {
    metrics: () => queue.metrics(),
    send: (body, options) => queue.send(body, options),
    async sendBatch(messages, options) {
      if (befalls("evicted", "evicted before a send")) evict(ctx);
      const answer = await queue.sendBatch(messages, options);
      if (befalls("evicted", "evicted after a send")) evict(ctx);
      return answer;
    },
  };
}

async function evictAfterCommit(ctx: DurableObjectState): Promise<void> {
  await ctx.storage.sync();
  evict(ctx);
}

/** What the platform says when it takes an object away. */
const reasons = [
  "Network connection lost.",
  "Durable Object reset because its code was updated.",
  "Internal error in Durable Object storage caused object to be reset.",
];

function evict(ctx: DurableObjectState): void {
  ctx.abort(reasons[Math.floor(roll() * reasons.length)]);
}

/** For the harness only: the subscriptions' positions in D1 and in the object, read without injected faults. */
async function standing(tenantId: string, env: Env): Promise<Response> {
  const { results } = await env.DB.prepare(
    "SELECT subscription, epoch, seq FROM positions WHERE tenant_id = ?",
  )
    .bind(tenantId)
    .all<{ subscription: string; epoch: number; seq: number }>();
  // The binding's class is the one that is derived here.
  const object = env.TENANTS.get(env.TENANTS.idFromName(tenantId)) as unknown as {
    standing(): Promise<readonly SubscriptionState[]>;
  };
  const subscriptions = await object.standing();
  return Response.json(
    subscriptions.map((state) => ({
      ...state,
      position: results.find((one) => one.subscription === state.name && one.epoch === state.epoch)?.seq ?? 0,
    })),
  );
}

export default {
  fetch(request, env, execution) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith(standingPath)) return standing(pathname.slice(standingPath.length), env);
    return product.fetch(request, surrounded(env), execution);
  },
  queue: (batch, env, execution) =>
    consumeUnreliably(batch, (handed) => product.queue(handed, surrounded(env), execution)),
  scheduled: (controller, env, execution) => product.scheduled(controller, surrounded(env), execution),
} satisfies ExportedHandler<Env>;
