import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { eventually } from "../support/e2e/eventually.ts";
import { useRunning } from "../support/e2e/home.ts";
import { sabotage } from "../support/e2e/sabotage.ts";
import { complete, putOnSale, readyCart } from "../support/http/carts.ts";
import type { MintedTenant } from "../support/http/minting.ts";
import { productBody } from "../support/http/products.ts";
import { platformToken } from "../support/http/sender.ts";
import { runOps } from "../support/terminal/ops.ts";

const running = useRunning();

const ops = (...args: readonly string[]) =>
  runOps(args, {
    env: { RUSTOK_URL: running().platform.url, PLATFORM_TOKEN: platformToken },
    pause: () => new Promise((resolve) => setTimeout(resolve, 100)),
  });

/** Runs a command that must succeed, and returns what it prints. */
async function done(...args: readonly string[]): Promise<string> {
  const ran = await ops(...args);
  expect(ran, ran.err).toMatchObject({ exit: 0 });
  return ran.out;
}

async function ordered(tenant: MintedTenant): Promise<{ id: string; number: number; traceId: string }> {
  const { send } = running();
  const variantId = await putOnSale(send, tenant);
  const cart = await readyCart(send, tenant, [{ variantId, quantity: 2 }]);
  const answer = await complete(send, tenant, cart.id);
  expect(answer.status, answer.text).toBe(201);
  const { id, number } = Object(answer.body);
  const events = await done("events", "--tenant", tenant.slug, "--aggregate", `order/${id}`, "--json");
  return { id, number, traceId: JSON.parse(events.split("\n")[0] ?? "").traceId };
}

const caughtUp = (tenant: MintedTenant) =>
  eventually(
    40_000,
    () => ops("lag", "--tenant", tenant.slug, "--json"),
    ({ out }) => JSON.parse(out).every(({ lagEvents }: { lagEvents: number }) => lagEvents === 0),
  );

describe("an operator at a terminal", () => {
  it("sees tenants, what follows their logs, and metrics", async () => {
    const tenant = await running().mintTenant();
    await caughtUp(tenant);
    expect(await done("tenants")).toContain(tenant.slug);
    expect(await done("relay", "--tenant", tenant.slug)).toMatch(/read-model +(?:live|behind)/);
    expect(await done("lag", "--tenant", tenant.id)).toMatch(/read-model +live/);
    expect(JSON.parse(await done("status", "--tenant", tenant.slug, "--json"))).toMatchObject({
      readiness: { checks: { readModel: true, writer: true } },
    });
    const metrics = await done("metrics", "--tenant", tenant.slug, "--filter", 'subscription="read-model"');
    expect(metrics).toMatch(/rustok_subscription_lag_seconds +subscription="read-model" +0/);
    expect(metrics).not.toContain('subscription="audit"');
  });

  it("reads an order's story: events, what came with them, mails and refunds", async () => {
    const tenant = await running().mintTenant();
    const { id, number } = await ordered(tenant);
    const admin = (path: string, body?: unknown) =>
      running().send("post", `/v1/admin/orders/${id}/${path}`, {
        key: tenant.adminKey,
        headers: { "Idempotency-Key": crypto.randomUUID() },
        ...(body === undefined ? {} : { body }),
      });
    expect((await admin("capture")).status).toBe(200);
    expect(
      (await admin("refunds", { amount: { amount: 500, currency: "USD" }, reason: "dented" })).status,
    ).toBe(200);
    const { out } = await eventually(
      40_000,
      () => ops("order", String(number), "--tenant", tenant.slug),
      (ran) => /Mails: 2/.test(ran.out) && ran.out.includes("everything has processed it"),
    );
    expect(out).toMatch(/order\.placed +shopper/);
    expect(out).toMatch(/\+\d.* ↳ inventory\.reservation\.created/);
    expect(out).toMatch(/order\.payment\.captured +apiKey key_/);
    expect(out).toMatch(/order\.payment\.refunded .*amount=5\.00 USD .*reason=dented/);
    expect(out).toMatch(/↳ mail +orders\.confirmation +".*" to ada@shop\.example/);
    expect(out).toContain("Refunds: 1, 5.00 USD of ");
    expect(await done("order", id, "--tenant", tenant.slug)).toBe(out);
  });

  it("follows a trace through tenants, the audit log and a log file", async () => {
    const tenant = await running().mintTenant();
    const { traceId, number } = await ordered(tenant);
    const file = join(running().platform.stateDir, "worker.log");
    const line = {
      kind: "error",
      timestamp: new Date().toISOString(),
      level: "error",
      release: "local",
      tenant_id: tenant.id,
      trace_id: traceId,
      at: "mail",
      error: { name: "Error", message: "no provider" },
    };
    writeFileSync(file, `no line\n${JSON.stringify(line)}\n`);
    const shown = await done("trace", traceId, "--log", file);
    expect(shown).toContain(`${tenant.slug} order.placed`);
    expect(shown).toContain(`number=${number}`);
    expect(shown).toMatch(/audit .*checkout\.completeCart.* allowed/);
    expect(shown).toMatch(/log .*at mail[\s\S]*Error: no provider/);
    expect(await ops("trace", "f".repeat(32))).toMatchObject({ exit: 1 });
  });

  it("rebuilds a view, and the counts agree with the tables", async () => {
    const tenant = await running().mintTenant();
    for (const title of ["Lamp", "Rope", "Tent"])
      await running().send("post", "/v1/admin/products", { key: tenant.adminKey, body: productBody(title) });
    await caughtUp(tenant);
    const rebuild = () => done("rebuild", "start", "--tenant", tenant.slug, "--view", "products");
    const { run } = await sabotage(running());
    const inTable = async () => {
      const { results } = await run(
        `SELECT count(*) AS count FROM products WHERE tenant_id = '${tenant.id}' AND deleted_at IS NULL`,
      );
      return Object(results[0]).count;
    };
    await run(`DELETE FROM products WHERE tenant_id = '${tenant.id}'`);
    const shown = await rebuild();
    expect(shown).toMatch(/of products completed after .* read/);
    expect(await inTable()).toBe(3);
    expect(shown).toMatch(/products +0 +3\n/);
    expect(await done("rebuild", "watch", "--tenant", tenant.slug)).toMatch(/products +3 +3\n/);
    expect(await ops("rebuild", "cancel", "--tenant", tenant.slug)).toMatchObject({
      exit: 1,
      err: expect.stringContaining("invalid-transition"),
    });
    expect(await ops("rebuild", "start", "--tenant", tenant.slug, "--view", "nothing")).toMatchObject({
      exit: 1,
      err: expect.stringContaining("at /view"),
    });
  });

  it("finds a dead letter, replays one when its cause is mended, and discards another", async () => {
    const tenant = await running().mintTenant();
    const broken = await sabotage(running());
    await broken.poison("Poison");
    for (const title of ["Poison one", "Poison two"])
      await running().send("post", "/v1/admin/products", { key: tenant.adminKey, body: productBody(title) });
    const list = ["dead-letters", "list", "--tenant", tenant.slug] as const;
    const found = await eventually(
      60_000,
      async () => JSON.parse((await ops(...list, "--json")).out),
      (letters) => letters.length === 2,
    );
    const [first, second] = found.map(({ id }: { id: string }) => id);
    expect(await done(...list)).toMatch(/read-model +catalog\.\S+ +\d+ +open/);
    expect(await ops("status", "--tenant", tenant.slug)).toMatchObject({ exit: 1 });
    // Without a tenant, it is looked for in all of them.
    expect(await done("dead-letters", "show", first)).toContain("no_poison");
    const replay = ["dead-letters", "replay", first, "--reason", "mended"] as const;
    expect(await ops(...replay)).toMatchObject({ exit: 1, err: expect.stringContaining("replay-failed") });
    await broken.mend();
    expect(await done(...replay)).toContain("is replayed");
    expect(await done("dead-letters", "discard", second, "--reason", "not needed")).toContain("is discarded");
    expect(await done(...list)).toBe("There are none.\n");
    expect(await done(...list, "--status", "all")).toMatch(
      /discarded[\s\S]*replayed|replayed[\s\S]*discarded/,
    );
  });

  it("gets exit codes from the process, and no colours into a pipe", async () => {
    const call = promisify(execFile);
    const env = { ...process.env, RUSTOK_URL: running().platform.url, PLATFORM_TOKEN: platformToken };
    const { stdout } = await call(process.execPath, ["local/ops/main.ts", "tenants"], { env });
    expect(stdout).toContain("SLUG");
    expect(stdout).not.toContain("\u001b");
    await expect(
      call(process.execPath, ["local/ops/main.ts", "tenants", "--token", "no"], { env }),
    ).rejects.toMatchObject({
      code: 3,
      stderr: expect.stringContaining("401 unauthenticated"),
    });
  });
});
