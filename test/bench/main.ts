import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../../local/build.ts";
import type { Case } from "./cases/case.ts";
import { cases } from "./cases/cases.ts";
import { fillFloor } from "./cases/floors.ts";
import { startFloor } from "./floor/floor.ts";
import { findGenerator } from "./load/load.ts";
import { openBench } from "./open.ts";
import { help, type Options, readOptions } from "./options.ts";
import { drawReport } from "./report/chart.ts";
import { comparisonOf } from "./report/compare.ts";
import type { CaseReport, Machine, Report } from "./report/report.ts";
import { rowOf, tableOf } from "./report/table.ts";
import { measure } from "./run.ts";

// How fast the built Worker is against bare Workers that do the least. Both are measured in turns on one machine, and only
// their ratio says anything: machines differ, and this one is shared by the load and by what is loaded.

const options = readOptions(process.argv.slice(2));
if (options === null) console.log(help);
else await publish(await run(options), options);

async function run({ pairs, seconds, products, only }: Options): Promise<Report> {
  const generator = await findGenerator();
  const reports: CaseReport[] = [];
  const dir = await mkdtemp(join(tmpdir(), "rustok-bundle-"));
  const floor = await startFloor();
  try {
    const { script } = await build(dir);
    let isFilled = false;
    const wanted = cases.filter(({ name }) => only.test(name));
    for (const [cache, group] of Map.groupBy(wanted, (one: Case) => one.cache)) {
      const bench = await openBench({ floorUrl: floor.url, script, cache, products, seconds, generator });
      try {
        if (!isFilled) await fillFloor(bench);
        isFilled = true;
        for (const one of group) {
          // The others are worth having even if one fails.
          const measured = one.open(bench).then((sides) => measure(one, sides, { ...bench, pairs }));
          await measured.then((report) => {
            console.error(rowOf(report));
            reports.push(report);
          }, failed(one));
        }
      } finally {
        await bench.stop();
      }
    }
  } finally {
    await floor.runtime.dispose();
    await rm(dir, { recursive: true });
  }
  return { machine: machine(), settings: { pairs, seconds, generator }, cases: reports };
}

function failed({ name }: Case): (error: unknown) => void {
  return (error) => {
    console.error(`${name} failed:`, error);
    process.exitCode = 1;
  };
}

async function publish(report: Report, { json, svg, compare }: Options): Promise<void> {
  const { machine, settings } = report;
  console.log(
    `\n${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, workerd ${machine.workerd}, ${settings.generator}, ${settings.pairs} pairs of ${settings.seconds} s\n`,
  );
  console.log(tableOf(report.cases));
  if (json !== null) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
  if (svg !== null) await drawReport(report, svg);
  if (compare === null) return;
  const before: Report = JSON.parse(await readFile(compare, "utf8"));
  console.log(`\nagainst ${compare}\n\n${comparisonOf(before.cases, report.cases)}`);
}

function machine(): Machine {
  const manifest = join(import.meta.dirname, "..", "..", "node_modules", "workerd", "package.json");
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    node: process.version,
    workerd: JSON.parse(readFileSync(manifest, "utf8")).version,
  };
}
