// Names what failed in the test reports, then sums them as `N passed, N failed`.
// A file that could not even be loaded is a failure too.
import { readFileSync } from "node:fs";

const reports = process.argv.slice(2).map(read);
const files = reports.flatMap((report) => report?.testResults ?? []);
const tests = files.flatMap(({ name, assertionResults }) =>
  assertionResults.map((test) => ({ ...test, file: name })),
);
const failedTests = tests.filter((test) => test.status === "failed");
const broken = files.filter(
  ({ status, assertionResults }) =>
    status === "failed" && !assertionResults.some((test) => test.status === "failed"),
);
const unreadable = reports.filter((report) => report === null).length;
const passed = tests.filter((test) => test.status === "passed").length;
const failed = failedTests.length + broken.length + unreadable;

// Last, where a log that was cut short still has them.
for (const { file, fullName, failureMessages } of failedTests) {
  console.log(`failed test: ${relative(file)}\n  ${fullName}\n${indented(failureMessages.join("\n"))}`);
}
for (const { name, message } of broken) console.log(`failed file: ${relative(name)}\n${indented(message)}`);
if (unreadable > 0) console.log(`test reports that could not be read: ${unreadable}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

function relative(path) {
  return path.replace(`${process.cwd()}/`, "");
}

function indented(text = "") {
  const lines = text.split("\n").slice(0, 12);
  return lines.map((line) => `    ${line.slice(0, 300)}`).join("\n");
}
