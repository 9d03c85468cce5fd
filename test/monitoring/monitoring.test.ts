import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exposeFamily } from "../../src/kernel/telemetry/exposition.ts";
import { platformGauges } from "../../src/modules/ops/all-tenants/metrics.ts";
import { metricsOf } from "../../src/modules/ops/metrics.ts";
import { unreachable } from "../../src/modules/ops/rules.ts";
import { registry } from "../../src/registry.ts";
import { createDeltas } from "../../src/telemetry/metrics/deltas.ts";
import { exposeSums } from "../../src/telemetry/metrics/expose.ts";
import { createFamilies } from "../../src/telemetry/metrics/families.ts";
import { samplesOf } from "../../src/telemetry/metrics/samples.ts";
import { lineByKind, lineOf } from "../support/telemetry/lines.ts";
import { labelsBySeries, metricsTable } from "./catalogue.ts";

const root = join(import.meta.dirname, "../..");
const rulesDir = join(root, "monitoring/prometheus");
const rules = readFileSync(join(rulesDir, "rules.yml"), "utf8");
const docs = join(root, "docs/metrics.md");
const dashboards = readdirSync(join(root, "monitoring/grafana")).filter((file) => file.endsWith(".json"));

/** What a file asks of metrics: the names that are ours, each with the labels that it selects. */
function asked(text: string): readonly { readonly name: string; readonly labels: readonly string[] }[] {
  return [...text.matchAll(/(rustok_\w+)(?:\{([^}]*)\})?/g)].map(([, name = "", selector = ""]) => ({
    name,
    labels: [...selector.matchAll(/(\w+)(?:=~|!=|!~|=)/g)].map(([, label = ""]) => label),
  }));
}

const files = [
  ["rules.yml", rules] as const,
  ...dashboards.map(
    (file) =>
      [file, readFileSync(join(root, "monitoring/grafana", file), "utf8").replaceAll('\\"', '"')] as const,
  ),
];

describe.each(files)("%s", (_, text) => {
  it("asks for metrics that there are, by labels that they have", () => {
    const found = asked(text.replaceAll(/rustok-[\w-]+/g, ""));
    expect(found.length).toBeGreaterThan(3);
    for (const { name, labels } of found) {
      expect([...labelsBySeries.keys()]).toContain(name);
      for (const label of labels) expect(labelsBySeries.get(name), name).toContain(label);
    }
  });
});

describe("the dashboards", () => {
  it.each(dashboards)("%s have panels with a title and a query each, and ids of their own", (file) => {
    const { panels, uid, title } = JSON.parse(readFileSync(join(root, "monitoring/grafana", file), "utf8"));
    expect(uid).toMatch(/^rustok-/);
    expect(title).toMatch(/^RusToK: /);
    expect(panels.length).toBeGreaterThan(5);
    for (const panel of panels) {
      expect(panel.title).toMatch(/^\w/);
      for (const { expr } of panel.targets) expect(expr).toMatch(/rustok_/);
    }
    expect(new Set(panels.map(({ id }: { id: number }) => id)).size).toBe(panels.length);
  });
});

describe("the alerts", () => {
  const alerts = rules.split(/^ {6}- alert: /m).slice(1);

  it("say what is wrong, how urgent it is, and where to read on", () => {
    expect(alerts.length).toBeGreaterThan(12);
    for (const alert of alerts) {
      expect(alert).toMatch(/severity: (?:info|warning|critical)/);
      expect(alert).toMatch(/summary: \S/);
      expect(alert).toMatch(/runbook_url: docs\/runbook\.md#[a-z-]+\n/);
    }
  });

  it("have a test in which they fire and one in which they don't", () => {
    const tests = readFileSync(join(rulesDir, "rules.test.yml"), "utf8");
    for (const alert of alerts) {
      const name = alert.slice(0, alert.indexOf("\n"));
      expect(tests).toContain(`name: ${name} fires`);
      expect(tests).toContain(`name: ${name} does not fire`);
    }
  });
});

describe("docs/metrics.md", () => {
  const [begin, end] = ["<!-- metrics -->", "<!-- end -->"] as const;

  it("lists all metrics (`npm run metrics` writes it)", () => {
    const text = readFileSync(docs, "utf8");
    const [before = "", rest = ""] = text.split(begin);
    const [table = "", after = ""] = rest.split(end);
    if (process.env.WRITE_METRICS === "1")
      writeFileSync(docs, [before, begin, "\n\n", metricsTable(), "\n\n", end, after].join(""));
    // Formatting aligns the columns.
    else expect(rowsOf(table)).toEqual(rowsOf(metricsTable()));
  });

  function rowsOf(table: string): readonly string[] {
    const rows = table.split("\n").filter((line) => line.startsWith("| `"));
    return rows.map((line) => line.replaceAll(/ +/g, " "));
  }
});

/** Everything that can be exposed, as one text. */
function exposition(): string {
  const families = createFamilies(registry, ["/health/ready"]);
  const deltas = createDeltas(() => families.own.otherLabels);
  const kinds = Object.keys(lineByKind) as (keyof typeof lineByKind)[];
  for (const kind of kinds) for (const sample of samplesOf(lineOf(kind), families)) deltas.add(sample);
  const { deltas: sums } = deltas.take();
  const subscription = {
    ...unreachable({ subscription: "read-model", epoch: 1, seq: 3 }),
    state: "live",
  } as const;
  return [
    exposeSums({ sums, flushedAt: 1_772_366_400_000 }, families.all),
    exposeFamily(platformGauges.ready, "gauge", [[{ check: "read_model" }, 1]]),
    metricsOf([subscription], { logBytes: 0, auditHead: 0, events: 0 }, []),
  ].join("");
}

describe("the exposition", () => {
  const series = exposition()
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));

  it("has every series once", () => {
    const names = series.map((line) => line.slice(0, line.lastIndexOf(" ")));
    expect(new Set(names).size).toBe(names.length);
  });

  it("has what an alert waits for at 0 before it first happens", () => {
    for (const zero of [
      'rustok_dead_letters_total{subscription="audit"} 0',
      'rustok_errors_total{at="relay"} 0',
      'rustok_http_requests_total{method="POST",route="/v1/store/checkout",status="5xx"} 0',
      'rustok_relays_total{status="failed"} 0',
      'rustok_reactions_total{subscription="orders.confirmation",status="set-aside"} 0',
      'rustok_sign_ins_total{kind="staff",result="failed"} 0',
      "rustok_stock_refusals_total 0",
    ])
      expect(series).toContain(zero);
  });

  it("has cumulative buckets, the last of which is the count", () => {
    const of = (suffix: string) =>
      Number(series.find((line) => line.startsWith(`rustok_projection_lag_seconds${suffix}`))?.split(" ")[1]);
    expect(of('_bucket{subscription="read-model",le="0.1"}')).toBe(1);
    expect(of('_bucket{subscription="read-model",le="+Inf"}')).toBe(of('_count{subscription="read-model"}'));
  });
});

const hasPromtool = spawnSync("promtool", ["--version"]).status === 0;

// `.ci/run` installs it.
describe.skipIf(!hasPromtool)("promtool", () => {
  const promtool = (args: readonly string[], input = "") =>
    execFileSync("promtool", args, { cwd: rulesDir, input, encoding: "utf8", stdio: "pipe" });

  it("finds nothing in the exposition to complain of", () => {
    expect(promtool(["check", "metrics"], exposition())).toBe("");
  });

  it("finds the rules valid, and each fires when it should", () => {
    expect(promtool(["check", "rules", "rules.yml"])).toContain("SUCCESS");
    expect(promtool(["test", "rules", "rules.test.yml"])).toContain("SUCCESS");
  });
});
