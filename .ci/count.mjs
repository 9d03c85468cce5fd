// Sums what the test report says, as `N passed, N failed`. A file that could not even be loaded is a failure too.
import { readFileSync } from "node:fs";

const report = read(process.argv[2] ?? "");
const files = report?.testResults ?? [];
const tests = files.flatMap(({ assertionResults }) => assertionResults);
const count = (status) => tests.filter((test) => test.status === status).length;
const broken = files.filter(
  ({ status, assertionResults }) =>
    status === "failed" && !assertionResults.some((test) => test.status === "failed"),
);
const failed = count("failed") + broken.length + (report === null ? 1 : 0);

console.log(`${count("passed")} passed, ${failed} failed`);
process.exitCode = failed === 0 && count("passed") > 0 ? 0 : 1;

function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
