import { z } from "zod";
import { platformToken } from "../../src/kernel/access/actor.ts";
import { type Clients, createClients } from "./clients/requests.ts";
import { learn, type Shop } from "./clients/shop.ts";
import { type CartWatch, createCartWatch } from "./invariants/carts.ts";
import { checkCatalogue } from "./invariants/catalogue.ts";
import { createWalkWatch, type WalkWatch } from "./invariants/lists/walks.ts";
import { createLogWatch, type LogWatch } from "./invariants/log-watch.ts";
import { createPositionWatch, type PositionWatch } from "./invariants/position-watch.ts";
import { createReactionWatch, type ReactionWatch } from "./invariants/reaction-watch.ts";
import { checkStock } from "./invariants/stock.ts";
import { createStoreWatch, type StoreWatch } from "./invariants/store-watch.ts";
import type { Action } from "./schedule/action.ts";
import type { Outcome } from "./schedule/outcome.ts";
import { perform } from "./schedule/perform.ts";
import type { Host } from "./world/object/host.ts";
import { createStore, edges, type Store } from "./world/store/edges.ts";
import { lineOver } from "./world/store/line.ts";
import type { Wiring } from "./world/wiring.ts";
import { createWorld, type World } from "./world/world.ts";

/** A world, its clients and its invariant checks. */
export interface Simulation {
  readonly world: World;
  readonly clients: readonly Clients[];
  readonly logs: readonly LogWatch[];
  readonly carts: readonly CartWatch[];
  readonly positions: PositionWatch;
  readonly reactions: ReactionWatch;
  readonly walks: WalkWatch;
  readonly store: Store;
  readonly storeWatch: StoreWatch;
  /** How often something happened that a history does not show. */
  readonly happened: Map<string, number>;
  /** Marks an object as affected by the current step. */
  readonly touch: (object: number) => void;
  readonly touchReadModel: () => void;
  /** Performs a step, waits until nothing runs any more, and checks everything it touched. */
  readonly step: (action: Action) => Promise<Outcome>;
}

export function createSimulation(seed: number, wiring: Wiring): Simulation {
  const world = createWorld(seed, wiring);
  const clients = world.hosts.map(({ tenantId }) => createClients(tenantId, wiring));
  const logs = world.hosts.map((host, index) => {
    const own = clients[index];
    if (own === undefined) throw new Error(`${index} has no clients`);
    return createLogWatch(host, own);
  });
  for (const host of world.hosts) {
    const shop = clients[host.index]?.shop;
    if (shop === undefined) throw new Error(`${host.index} has no clients`);
    openForBusiness(host, shop, seed % 3 === 0 && host.index === 0 ? manyCollections : 0);
    shop.shippingOptions.push(firstOption(host));
  }
  for (const log of logs) log.look();
  const positions = createPositionWatch(world, logs);
  const touched = new Set<number>();
  const reactions = createReactionWatch(world, logs);
  const storeWatch = createStoreWatch(world);
  const line = lineOver(world.network, world.faults, world.clock.now, world.random);
  const store = createStore(edges, { ...world, line, now: world.clock.now, wiring }, storeWatch);
  let readModelTouched = false;
  let steps = 0;

  const look = () => {
    if (readModelTouched) positions.look();
    reactions.look();
    for (const index of touched) {
      const host = world.hosts[index];
      if (host === undefined) continue;
      const before = logs[index]?.head();
      logs[index]?.look();
      if (logs[index]?.head() !== before) {
        checkStock(host);
        checkCatalogue(host);
      }
      positions.lookAtHost(host);
    }
    readModelTouched = false;
    touched.clear();
    const [problem] = world.problems.found;
    if (problem !== undefined) throw problem;
  };
  const simulation: Simulation = {
    world,
    clients,
    logs,
    carts: world.hosts.map(() => createCartWatch()),
    positions,
    reactions,
    walks: createWalkWatch(world),
    store,
    storeWatch,
    happened: new Map(),
    touch: (object) => touched.add(object),
    touchReadModel() {
      readModelTouched = true;
    },
    async step(action) {
      // A request must not depend on earlier steps, so that a history can be shrunk.
      world.reseed(action.do === "ask" ? action.what : Math.imul(steps, 0x85ebca6b));
      const outcome = perform(simulation, action);
      if (!world.timers.areStopped()) world.timers.endDue();
      if (outcome !== null) steps += 1;
      await rest();
      if (readModelTouched) await storeWatch.look();
      for (const host of world.hosts) host.arm(null);
      look();
      return outcome;
    },
  };
  return simulation;
}

/** Enough for a rebuild of several pages. */
const manyCollections = 90;

/** Creates the tenant's settings, and products that can be ordered from the first step on. */
function openForBusiness(host: Host, shop: Shop, collections: number): void {
  const tenant = {
    slug: `shop-${host.index}`,
    name: "A shop",
    defaultCurrency: "USD",
    defaultLocale: "en",
    currencies: ["USD", "EUR"],
    locales: ["en", "de"],
  };
  const minted = { id: "key_01J00000000000000000000000", hash: "hash", sealed: "sealed" };
  let commands = 0;
  const must = (command: string, input: unknown): unknown => {
    commands += 1;
    const correlationId = `01J00000000000000000000${String(commands).padStart(3, "0")}`;
    const result = host.wake().core.execute({ command, input, actor: platformToken, correlationId });
    if (!result.ok) throw new Error(result.refusal.detail);
    learn(shop, command, result.answer);
    return result.answer;
  };
  must("tenants.initialise", { tenant, minted });
  must("tenants.changeSettings", { manualOrderExpiryMinutes: 1 });
  for (const title of ["Lamp", "Rug", "Tent"]) {
    const made = must("catalogue.createProduct", {
      translations: [{ locale: "en", title }],
      variants: [{ prices: [{ amount: 1_000, currency: "USD" }], stocked: 100 }],
    });
    must("catalogue.publishProduct", { id: product.parse(made).id });
  }
  for (let count = 0; count < collections; count += 1)
    must("catalogue.createCollection", { translations: [{ locale: "en", title: `Collection ${count}` }] });
  openSecondPlace(must, shop, host.tenantId);
}

/** A second location, with some of everything. Clients know the first one too. */
function openSecondPlace(
  must: (command: string, input: unknown) => unknown,
  shop: Shop,
  tenantId: string,
): void {
  const outlet = product.parse(must("inventory.createLocation", { name: "Outlet" })).id;
  shop.locations.push({ id: tenantId.replace("ten_", "loc_"), version: 0 });
  for (const { id } of shop.variants) must("inventory.setStock", { id, stocked: 20, locationId: outlet });
}

const product = z.looseObject({ id: z.string() });

/** The shipping option that every tenant starts with. */
function firstOption(host: Host): string {
  const input = { limit: 1, after: null, count: false };
  const listed = host.wake().core.ask({ query: "shipping.listOptions", input, actor: platformToken });
  const [option] = options.parse(listed.ok ? listed.value : null).items;
  return option?.id ?? "";
}

const options = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) });

/** Resolves when all running code waits for the scheduler. */
function rest(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
