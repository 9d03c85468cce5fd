import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../support/e2e/eventually.ts";
import { type Home, openHome, type Running } from "../support/e2e/home.ts";
import { putAside, sabotage } from "../support/e2e/sabotage.ts";
import type { MintedTenant } from "../support/http/minting.ts";
import { productBody, readAll } from "../support/http/products.ts";
import { platformToken } from "../support/http/sender.ts";

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home.close());

const operator = ({ slug }: MintedTenant) => ({ key: platformToken, headers: { "X-Tenant": slug } });

async function create({ send }: Running, { adminKey }: MintedTenant, title: string): Promise<string> {
  const answer = await send("post", "/v1/admin/products", { key: adminKey, body: productBody(title) });
  expect(answer.status, answer.text).toBe(201);
  return String(Object(answer.body).id);
}

const titlesOf = async ({ send }: Running, { adminKey }: MintedTenant) =>
  (await readAll(send, "/v1/admin/products?limit=100", { key: adminKey })).map(({ title }) => title).sort();

async function subscriptionOf({ send }: Running, tenant: MintedTenant) {
  const answer = await send("get", "/v1/ops/subscriptions", operator(tenant));
  const subscriptions: readonly Record<string, unknown>[] = Object(answer.body).items;
  return Object(subscriptions.find(({ name }) => name === "read-model"));
}

const caughtUp = (running: Running, tenant: MintedTenant) =>
  eventually(
    40_000,
    () => subscriptionOf(running, tenant),
    ({ lagEvents, state }) => lagEvents === 0 && state === "live",
  );

async function deadLettersOf({ send }: Running, tenant: MintedTenant) {
  const answer = await send("get", "/v1/ops/dead-letters", operator(tenant));
  const items: readonly Record<string, unknown>[] = Object(answer.body).items;
  return items;
}

describe("an event that cannot be projected", () => {
  it("is set aside, its neighbours are listed, and a replay makes the list whole", async () => {
    const running = await home.start();
    const tenant = await running.mintTenant();
    const broken = await sabotage(running);
    await broken.poison("Poison");
    await create(running, tenant, "Before");
    const id = await create(running, tenant, "Poison");
    await create(running, tenant, "After");
    const [deadLetter] = await eventually(
      50_000,
      () => deadLettersOf(running, tenant),
      (deadLetters) => deadLetters.length > 0,
    );
    expect(deadLetter).toMatchObject({ attempts: 5, status: "open", aggregate: { type: "product", id } });
    await caughtUp(running, tenant);
    expect(await titlesOf(running, tenant)).toEqual(["After", "Before"]);

    const path = `/v1/ops/dead-letters/${deadLetter?.id}`;
    const replay = () =>
      running.send("post", `${path}/replay`, { ...operator(tenant), body: { reason: "mended" } });
    expect(await replay()).toMatchObject({ status: 409, body: { code: "replay-failed" } });
    await broken.mend();
    expect(await running.send("get", path, operator(tenant))).toMatchObject({
      body: { event: { type: "catalog.variant.created", state: { id } } },
    });
    expect(await replay()).toMatchObject({ status: 200, body: { status: "replayed", reason: "mended" } });
    expect(await replay()).toMatchObject({ status: 409, body: { code: "invalid-transition" } });
    expect(await titlesOf(running, tenant)).toEqual(["After", "Before", "Poison"]);
    const audited = await running.send("get", `/v1/admin/audit?resource=${deadLetter?.id}`, {
      key: tenant.adminKey,
    });
    expect(Object(audited.body).items[0]).toMatchObject({
      action: "ops.replayDeadLetter",
      outcome: "allowed",
    });
  });
});

describe("while D1 is overloaded", () => {
  it("writes go on, nothing is set aside, and all of it is listed afterwards", async () => {
    const running = await home.start();
    const tenant = await running.mintTenant();
    await create(running, tenant, "First");
    await caughtUp(running, tenant);
    const broken = await sabotage(running);
    await broken.overload();
    const titles = Array.from({ length: 30 }, (_, index) => `Product ${index}`);
    for (const title of titles) await create(running, tenant, title);
    expect(await subscriptionOf(running, tenant)).toMatchObject({ state: "behind", attempts: 0 });
    await broken.mend();
    await caughtUp(running, tenant);
    expect(await deadLettersOf(running, tenant)).toEqual([]);
    expect(await titlesOf(running, tenant)).toEqual(["First", ...titles].sort());
  });
});

describe("a rebuild", () => {
  it("resumes from its checkpoint after the runtime is killed, and ends with the same rows", async () => {
    let running = await home.start();
    const tenant = await running.mintTenant();
    const titles = Array.from({ length: 120 }, (_, index) => `Product ${index}`);
    for (const title of titles) await create(running, tenant, title);
    await caughtUp(running, tenant);
    const broken = await sabotage(running);
    await broken.run("DELETE FROM product_texts");
    await broken.run("UPDATE products SET status = 'active'");
    const begun = await running.send("post", "/v1/ops/rebuilds", {
      ...operator(tenant),
      body: { view: "all" },
    });
    expect(begun.status).toBe(202);
    const path = begun.headers.get("Location") ?? "";
    for (let kills = 0; kills < 2; kills += 1) {
      await running.platform.kill();
      running = await home.start();
      await create(running, tenant, `Meanwhile ${kills}`);
    }
    await eventually(
      40_000,
      () => running.send("get", path, operator(tenant)),
      ({ body }) => Object(body).status === "completed",
    );
    await caughtUp(running, tenant);
    expect(await titlesOf(running, tenant)).toEqual([...titles, "Meanwhile 0", "Meanwhile 1"].sort());
    const drafts = await readAll(running.send, "/v1/admin/products?limit=100&status=draft", {
      key: tenant.adminKey,
    });
    expect(drafts).toHaveLength(122);
  });
});

describe("an object that is restored to an earlier time", () => {
  it.each([
    ["written down first", true],
    ["without a word", false],
  ])("%s: no row of what did not happen is left, none of what did is missing", async (_, writtenDown) => {
    let running = await home.start();
    const tenant = await running.mintTenant();
    await create(running, tenant, "Kept");
    await caughtUp(running, tenant);
    await running.platform.stop();
    const putBack = await putAside(running.platform.stateDir, tenant.id);

    running = await home.start();
    for (const title of ["Lost", "Lost too", "Lost as well"]) await create(running, tenant, title);
    await caughtUp(running, tenant);
    const before = await subscriptionOf(running, tenant);
    if (writtenDown) {
      const intent = await running.send("post", `/v1/platform/tenants/${tenant.id}/restores`, {
        key: platformToken,
        body: { at: new Date().toISOString() },
      });
      expect(intent).toMatchObject({ status: 202, body: { restored: false } });
      await caughtUp(running, tenant);
    }
    await running.platform.stop();
    await putBack();

    running = await home.start();
    const write = () =>
      running.send("post", "/v1/admin/products", { key: tenant.adminKey, body: productBody("New") });
    await eventually(40_000, write, ({ status }) => status === 201);
    await caughtUp(running, tenant);
    const titles = await eventually(
      40_000,
      () => titlesOf(running, tenant),
      (all) => !all.includes("Lost"),
    );
    expect(new Set(titles)).toEqual(new Set(["Kept", "New"]));
    expect(Number((await subscriptionOf(running, tenant)).epoch)).toBeGreaterThan(Number(before.epoch));
  });
});
