// Sums what the test reports say, as `N passed, N failed`. A file that could not even be loaded is a failure too.
import { readFileSync } from "node:fs";

const reports = process.argv.slice(2).map(read);
const files = reports.flatMap((report) => report?.testResults ?? []);
const tests = files.flatMap(({ assertionResults }) => assertionResults);
const count = (status) => tests.filter((test) => test.status === status).length;
const broken = files.filter(
  ({ status, assertionResults }) =>
    status === "failed" && !assertionResults.some((test) => test.status === "failed"),
);
const failed = count("failed") + broken.length + reports.filter((report) => report === null).length;

console.log(`${count("passed")} passed, ${failed} failed`);
process.exitCode = failed === 0 && count("passed") > 0 ? 0 : 1;

function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
