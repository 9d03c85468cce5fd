// `npm run bounds`: measures what parsing the worst requests costs. An argument selects cases by their names. With
// `--short`, it measures a sample; with `--shard 1/2`, the first half of the cases.
import { parseArgs } from "node:util";
import "../../local/node/text-modules.ts";

const { registry } = await import("../../src/registry.ts");
const { casesOf } = await import("./cases/cases.ts");
const { sampleOf } = await import("./cases/sample.ts");
const { allowed, allowedAtMost, faultsOf, growthOf } = await import("./run/growth.ts");
const { reportOf } = await import("./run/report.ts");

const { values, positionals } = parseArgs({
  options: { short: { type: "boolean" }, shard: { type: "string", default: "1/1" } },
  allowPositionals: true,
});
const wanted = new RegExp(positionals[0] ?? "");
const all = casesOf(registry).filter((one) => wanted.test(`${one.operation} ${one.place} ${one.content}`));
const different = [...new Map(all.map((one) => [one.alike, one])).values()];
const [shard = 1, shards = 1] = values.shard.split("/").map(Number);
const cases = (values.short ? sampleOf(different) : different).filter(
  (_, index) => index % shards === shard - 1,
);
const bound = values.short ? allowedAtMost : allowed;
console.log(`${all.length} cases, ${different.length} of them different, ${cases.length} to measure`);
const growths = [];
let failures = 0;
for (const [index, measured] of cases.entries()) {
  const first = await growthOf(measured, bound);
  // A busy machine makes some measurements worse, but none better.
  const growth = faultsOf(first, bound).length === 0 ? first : await growthOf(measured, bound);
  growths.push(growth);
  const faults = faultsOf(growth, bound);
  failures += faults.length > 0 ? 1 : 0;
  if (faults.length > 0) console.error(measured.operation, measured.place, measured.content, faults.join());
  if (index % 500 === 499) console.error(`${index + 1} measured, ${failures} failed`);
}
console.log(reportOf(growths, bound));
process.exitCode = failures > 0 ? 1 : 0;
