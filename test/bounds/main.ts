// `npm run bounds`: measures what parsing the worst requests costs. An argument selects cases by their names.
import "../../local/node/text-modules.ts";

const { registry } = await import("../../src/registry.ts");
const { casesOf } = await import("./cases/cases.ts");
const { faultsOf, growthOf } = await import("./run/growth.ts");
const { reportOf } = await import("./run/report.ts");

const wanted = new RegExp(process.argv[2] ?? "");
const all = casesOf(registry).filter((one) => wanted.test(`${one.operation} ${one.place} ${one.content}`));
const cases = [...new Map(all.map((one) => [one.alike, one])).values()];
console.log(`${all.length} cases, ${cases.length} of them different`);
const growths = [];
let failures = 0;
for (const [index, measured] of cases.entries()) {
  const growth = await growthOf(measured);
  growths.push(growth);
  failures += faultsOf(growth).length > 0 ? 1 : 0;
  if (index % 500 === 499) console.error(`${index + 1} measured, ${failures} failed`);
}
console.log(reportOf(growths));
process.exitCode = failures > 0 ? 1 : 0;
