import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { useRunning } from "../support/e2e/home.ts";
import { sabotage } from "../support/e2e/sabotage.ts";
import { productBody } from "../support/http/products.ts";
import { platformToken } from "../support/http/sender.ts";
import { seriousFindings } from "./support/accessibility.ts";
import { useBrowser } from "./support/browser.ts";
import { answerMetrics } from "./support/metrics.ts";
import { screenshot } from "./support/screenshot.ts";

const running = useRunning();
const open = useBrowser();

const inTime = { timeout: 30_000, interval: 300 };
const screens = [390, 1440].flatMap((width) =>
  (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })),
);

async function openOps(width = 1440, colorScheme: "light" | "dark" = "light") {
  const opened = await open({ viewport: { width, height: 900 }, colorScheme, reducedMotion: "reduce" });
  await opened.page.clock.install();
  await answerMetrics(opened.page);
  await opened.page.goto(`${running().platform.url}/ops`);
  return opened;
}

async function signIn(page: Page, credential: string): Promise<void> {
  await page.getByLabel("API key or platform token").fill(credential);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Lets the page ask a number of times more. */
async function passRounds(page: Page, rounds: number): Promise<void> {
  const isIdle = page.locator("#console[aria-busy=false]");
  for (let round = 0; round < rounds; round += 1) {
    await isIdle.waitFor();
    const answered = page.waitForResponse("**/v1/ops/metrics");
    await page.clock.fastForward(5_100);
    await answered;
    await isIdle.waitFor();
  }
}

describe.each(screens)("the operations page at $width px, $colorScheme", ({ width, colorScheme }) => {
  it("shows the whole platform without errors, other hosts or anything that keeps people out", async (test) => {
    const { page, complaints, hosts } = await openOps(width, colorScheme);
    await screenshot(test, page, `ops sign in ${width} ${colorScheme}`);
    expect(await seriousFindings(page)).toEqual([]);
    await signIn(page, platformToken);
    await page.getByText("Everything answers, and nothing waits.").waitFor();
    await passRounds(page, 12);
    await page.setViewportSize({ width, height: 900 });
    await screenshot(test, page, `ops ${width} ${colorScheme}`, { fullPage: true });
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(running().platform.url).host]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    // On a phone, panels stand below each other.
    const narrowest = await page.evaluate(
      "Math.min(...[...document.querySelectorAll('.panel')].map((panel) => panel.offsetWidth))",
    );
    expect(narrowest).toBeGreaterThan(340);
  });
});

/** A tenant with an open dead letter about a product that can be projected. */
async function openWithDeadLetter() {
  const { mintTenant, send, platform } = running();
  const tenant = await mintTenant();
  const created = await send("post", "/v1/admin/products", {
    key: tenant.adminKey,
    body: productBody("Lamp"),
  });
  expect(created.status).toBe(201);
  const database = await platform.runtime.getD1Database("DB");
  await database
    .prepare(
      `INSERT INTO dead_letters (tenant_id, id, subscription, epoch, seq, type, version, aggregate_type, aggregate_id,
aggregate_version, correlation_id, occurred_at, attempts, error, failed_at, status)
VALUES (?1, ?2, 'read-model', 1, 9001, 'catalog.product.created', 1, 'product', ?3, 1, 'c', ?4, 5, 'Error: out of paper', ?4, 'open')`,
    )
    .bind(tenant.id, `dl_01J${tenant.id.slice(-23)}`, Object(created.body).id, "2026-03-01T12:00:00.000Z")
    .run();
  return tenant;
}

describe("an operator", () => {
  it("replays a dead letter by keyboard alone, with a reason, and it is gone", async (test) => {
    const { page, complaints } = await openOps();
    const tenant = await openWithDeadLetter();
    await page.keyboard.type(platformToken);
    await page.keyboard.press("Enter");
    const letters = page.getByRole("region", { name: "Dead letters" });
    const row = letters.getByRole("row").filter({ hasText: tenant.id });
    await row.getByText("Error: out of paper").waitFor();
    await page.getByRole("listitem").getByText("Events of catalogue could not be applied.").waitFor();
    await row.getByRole("button", { name: "Replay" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Replay this event?" });
    await screenshot(test, page, "ops replay 1440");
    expect(await seriousFindings(page)).toEqual([]);
    // Without a reason, it stays open.
    await page.keyboard.press("Enter");
    await dialog.getByLabel("Reason").waitFor();
    await page.keyboard.type("The printer has paper again");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "hidden" });
    await row.waitFor({ state: "detached" });
    expect(await page.getByRole("status").textContent()).toMatch(/replayed|No dead letters/);
    expect(complaints).toEqual([]);
    const settled = await running().send("get", "/v1/ops/dead-letters?status=replayed", {
      key: tenant.adminKey,
    });
    expect(settled.body).toMatchObject({ items: [{ reason: "The printer has paper again" }] });
  });

  it("leaves the dialog with Escape, is where it was, and nothing has happened", async () => {
    const { page } = await openOps(390);
    const tenant = await openWithDeadLetter();
    await signIn(page, tenant.adminKey);
    const discard = page.getByRole("button", { name: "Discard" });
    await discard.click();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    expect(await page.evaluate("document.activeElement.textContent")).toMatch(/^Discard/);
    const letters = await running().send("get", "/v1/ops/dead-letters?status=open", { key: tenant.adminKey });
    expect(Object(letters.body).items).toHaveLength(1);
  });

  it("sees with a tenant's key what is the tenant's, and is told so", async (test) => {
    const { page, complaints } = await openOps(390, "dark");
    const tenant = await openWithDeadLetter();
    await signIn(page, tenant.adminKey);
    await page.getByText(`You see the tenant ${tenant.id}.`).waitFor();
    await page.getByRole("region", { name: "Subscriptions" }).getByText("read-model").waitFor();
    expect(await page.getByRole("region", { name: "Slowest routes" }).count()).toBe(0);
    await passRounds(page, 1);
    await screenshot(test, page, "ops tenant 390 dark", { fullPage: true });
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    expect(complaints).toEqual([]);
  });

  it("rebuilds a view of a tenant, and sees when it is done", async () => {
    const { page } = await openOps();
    const tenant = await running().mintTenant();
    await signIn(page, platformToken);
    await page.getByLabel("Tenant (slug or id)").fill(tenant.slug);
    await page.getByLabel("View, or all").fill("nothing");
    await page.getByRole("button", { name: "Rebuild" }).click();
    await page.getByText("Must be one of: all,").waitFor();
    await page.getByLabel("View, or all").fill("products");
    await page.getByRole("button", { name: "Rebuild" }).click();
    await expect
      .poll(async () => {
        await passRounds(page, 1);
        return page.getByRole("list", { name: "Rebuilds" }).textContent();
      }, inTime)
      .toMatch(`products of ${tenant.slug}: completed`);
  });

  it("is told what is wrong with a key, which stays out of the address", async (test) => {
    const { page } = await openOps();
    await signIn(page, "sk_wrong");
    await page.getByText("This key or token was not accepted.").waitFor();
    await screenshot(test, page, "ops wrong key");
    expect(await seriousFindings(page)).toEqual([]);
    await signIn(page, "schlüssel");
    await page.getByText("it has characters that neither has").waitFor();
    expect(page.url()).toBe(`${running().platform.url}/ops`);
    expect(await page.evaluate("sessionStorage.length + localStorage.length")).toBe(0);
  });

  it("stays signed in when the tab is loaded again, and not after signing out", async () => {
    const { page } = await openOps();
    await signIn(page, platformToken);
    await page.getByText("Everything answers").or(page.getByText("Degraded")).first().waitFor();
    await page.reload();
    await page.getByRole("region", { name: "Readiness" }).waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("API key or platform token").waitFor();
    expect(await page.evaluate("sessionStorage.length")).toBe(0);
  });

  it("is told that there is no data where the platform measures nothing yet", async () => {
    const { page } = await openOps();
    await page.unroute("**/v1/ops/metrics");
    await answerMetrics(page, "rustok_");
    await signIn(page, platformToken);
    for (const name of ["Slowest routes", "Checkout", "Orders and revenue", "Cache"])
      await page.getByRole("region", { name }).getByText("No data yet.").waitFor();
  });
});

/** What `/health/ready` answers. */
async function ready() {
  const response = await fetch(`${running().platform.url}/health/ready`);
  return { status: response.status, body: await response.json() };
}

it("a read model that cannot be read makes the platform unavailable, and all recovers when it is mended", async (test) => {
  const { page } = await openOps();
  await signIn(page, platformToken);
  await page.getByText("Read model ok").waitFor();
  const database = await sabotage(running());
  await database.damage();
  try {
    await expect.poll(ready, inTime).toMatchObject({
      status: 503,
      body: {
        status: "unavailable",
        reasons: ["The read model does not answer."],
        checks: { readModel: false, writer: true },
      },
    });
    expect(await running().send("get", "/health/live")).toMatchObject({ status: 200 });
    await passRounds(page, 1);
    const readiness = page.getByRole("region", { name: "Readiness" });
    await readiness.getByText("Unavailable").waitFor();
    await readiness.getByText("The read model does not answer.").waitFor();
    await screenshot(test, page, "ops unavailable");
    expect(await seriousFindings(page)).toEqual([]);
  } finally {
    await database.repair();
  }
  await expect
    .poll(ready, inTime)
    .toMatchObject({ status: 200, body: { checks: { readModel: true, writer: true, queue: true } } });
  await passRounds(page, 1);
  await page.getByText("Read model ok").waitFor();
  await page
    .getByRole("listitem")
    .getByText("The read model does not answer.")
    .waitFor({ state: "detached" });
});
