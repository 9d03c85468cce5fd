import { matchesGlob } from "node:path";
import { parseArgs } from "node:util";
import { changedLines, usualBase } from "./changed.ts";
import { type PartName, partNames, parts } from "./parts.ts";
import { measure, type Outcome } from "./run.ts";

/*
 * Mutation testing: `npm run mutants -- pricing orders` changes the rules of these parts in small ways, one at a time,
 * and runs their tests. A mutant that no test notices survives. Without a name: all parts. The docs are in
 * docs/mutants.md.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    changed: { type: "boolean", default: false },
    base: { type: "string" },
    file: { type: "string", multiple: true },
    within: { type: "string" },
    again: { type: "boolean", default: false },
    concurrency: { type: "string", default: "1" },
  },
});

const unknown = positionals.filter((name) => !partNames.some((one) => one === name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(", ")}. The parts are ${partNames.join(", ")}.`);
  process.exit(2);
}
const wanted = positionals.length === 0 ? partNames : partNames.filter((name) => positionals.includes(name));
const leastKilled = 85;
/** One line that cannot be tested is no reason to fail a change of five. */
const fewSurvivors = 3;
const deadline = values.within === undefined ? null : Date.now() + Number(values.within) * 1_000;

const outcomes: Outcome[] = [];
for (const name of wanted) {
  const mutate = filesOf(name);
  if (mutate.length === 0 || outcomes.some(({ timeIsUp }) => timeIsUp)) continue;
  outcomes.push(
    await measure(name, {
      mutate,
      whole: !values.changed && values.file === undefined,
      tests: parts[name].tests,
      again: values.again,
      concurrency: Number(values.concurrency),
      withinMs: deadline === null ? null : Math.max(0, deadline - Date.now()),
    }),
  );
}

for (const { name, killed, total, survivors, timeIsUp } of outcomes) {
  const until = timeIsUp ? ", and then the time was up" : "";
  console.log(`\n${name}: ${killed} of ${total} killed (${percent(killed, total)} %)${until}`);
  for (const survivor of survivors) console.log(`  ${survivor}`);
}
if (outcomes.length === 0) console.log("No such line belongs to a part.");
process.exit(outcomes.every(isEnough) ? 0 : 1);

function isEnough({ killed, total }: Outcome): boolean {
  return percent(killed, total) >= leastKilled || (values.changed && total - killed <= fewSurvivors);
}

/** What is mutated of a part: its files, those named with `--file`, or with `--changed` only their changed lines. */
function filesOf(name: PartName): readonly string[] {
  const mutate: readonly string[] = parts[name].mutate;
  if (values.file !== undefined) return values.file.filter((file) => isOf(mutate, file));
  return values.changed ? changedLines(values.base ?? usualBase(), mutate) : mutate;
}

/** A file may have a range of lines: `file.ts:10-20`. */
function isOf(globs: readonly string[], file: string): boolean {
  return globs.some((glob) => matchesGlob(file.replace(/:.*$/, ""), glob));
}

function percent(killed: number, total: number): number {
  return total === 0 ? 100 : Math.floor((killed / total) * 1_000) / 10;
}
