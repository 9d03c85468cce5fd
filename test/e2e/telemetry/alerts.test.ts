import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { eventually } from "../../support/e2e/eventually.ts";
import { useRunning } from "../../support/e2e/home.ts";
import { sabotage } from "../../support/e2e/sabotage.ts";
import { putOnSale } from "../../support/http/carts.ts";
import { order } from "../../support/http/orders.ts";
import { platformToken } from "../../support/http/sender.ts";

const running = useRunning();
const hasPromtool = spawnSync("promtool", ["--version"]).status === 0;

async function scrape(): Promise<string> {
  const answer = await running().send("get", "/v1/ops/metrics", { key: platformToken });
  expect(answer.status, answer.text).toBe(200);
  return answer.text;
}

async function health(page: "ready" | "live") {
  const answer = await fetch(`${running().platform.url}/health/${page}`);
  return { status: answer.status, body: z.looseObject({ status: z.string() }).parse(await answer.json()) };
}

const ready = () => health("ready");

/** Whether the alert fires if all scrapes of half an hour were like this one. `.ci/run` installs promtool. */
function fires(alert: string, text: string, expected: readonly Readonly<Record<string, string>>[]): void {
  if (!hasPromtool) return;
  const series = text.split("\n").filter((line) => line.startsWith("rustok_ready"));
  const folder = mkdtempSync(join(tmpdir(), "rustok-alerts-"));
  try {
    const cases = {
      rule_files: [resolve("monitoring/prometheus/rules.yml")],
      tests: [
        {
          interval: "1m",
          input_series: series.map((line) => ({
            series: line.slice(0, line.lastIndexOf(" ")),
            values: `${line.slice(line.lastIndexOf(" ") + 1)}x30`,
          })),
          promql_expr_test: [
            {
              expr: `ALERTS{alertname="${alert}",alertstate="firing"}`,
              eval_time: "30m",
              exp_samples: expected.map((labels) => ({ labels: labelled(alert, labels), value: 1 })),
            },
          ],
        },
      ],
    };
    // JSON is YAML.
    writeFileSync(join(folder, "case.yml"), JSON.stringify(cases));
    expect(promtool(["test", "rules", join(folder, "case.yml")])).toContain("SUCCESS");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function labelled(alert: string, labels: Readonly<Record<string, string>>): string {
  const all = { alertname: alert, alertstate: "firing", severity: "critical", ...labels };
  return `ALERTS{${Object.entries(all)
    .map(([name, value]) => `${name}="${value}"`)
    .join(",")}}`;
}

function promtool(args: readonly string[], input = ""): string {
  return execFileSync("promtool", args, { input, encoding: "utf8", stdio: "pipe" });
}

it("what a platform at work answers is valid, and counts its orders and revenue", async () => {
  const { send, mintTenant } = running();
  const shop = await mintTenant();
  await order(send, shop, await putOnSale(send, shop), 2);
  const text = await eventually(20_000, scrape, (answered) =>
    /^rustok_orders_total\{.*\} [1-9]/m.test(answered),
  );
  expect(text).toMatch(/^rustok_order_revenue_minor_units_total\{currency="USD"\} [1-9]\d+$/m);
  expect(text).toMatch(/^rustok_checkout_steps_total\{step="completed"\} [1-9]/m);
  expect(text).toMatch(/^rustok_events_total\{module="orders",type="order\.placed"\} [1-9]/m);
  if (hasPromtool) expect(promtool(["check", "metrics"], text)).toBe("");
  fires("RustokNotReady", text, []);
});

it("while D1 is broken, readiness says why, the alert fires, and afterwards both end by themselves", async () => {
  const database = await sabotage(running());
  await database.damage();
  try {
    const answer = await eventually(10_000, ready, ({ status }) => status === 503);
    expect(answer.body).toMatchObject({ status: "unavailable", checks: { readModel: false, writer: true } });
    expect(answer.body.reasons).toEqual([expect.stringMatching(/^The read model .+\.$/)]);
    expect((await health("live")).status).toBe(200);
    const text = await eventually(10_000, scrape, (answered) =>
      answered.includes('rustok_ready{check="read_model"} 0'),
    );
    expect(text).toContain('rustok_ready{check="writer"} 1');
    fires("RustokNotReady", text, [{ check: "read_model" }]);
  } finally {
    await database.repair();
  }
  await eventually(10_000, ready, ({ status }) => status === 200);
  const mended = await eventually(10_000, scrape, (text) =>
    text.includes('rustok_ready{check="read_model"} 1'),
  );
  fires("RustokNotReady", mended, []);
});
