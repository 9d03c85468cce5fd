import { expect, it } from "vitest";
import { help, readOptions, type Verbosity } from "../../../local/options.ts";
import { createReport } from "../../../local/report.ts";
import { command, failure, request } from "../../support/telemetry/lines.ts";

function printed(verbosity: Verbosity, ...lines: readonly (readonly [level: string, line: unknown])[]) {
  const log: string[] = [];
  const error: string[] = [];
  const report = createReport(verbosity, {
    log: (line) => log.push(line),
    error: (line) => error.push(line),
  });
  for (const [level, line] of lines) report(level, typeof line === "string" ? line : JSON.stringify(line));
  return { log, error };
}

const requestText =
  "06:20:58.520 info  request     …P9CCMM GET /v1/store/products 200 12 ms d1 1 miss anonymous a3f34190";

it("a request is one readable line", () => {
  expect(printed("default", ["log", request], ["log", command])).toEqual({ log: [requestText], error: [] });
});

it("--quiet prints warnings and errors only", () => {
  const { log, error } = printed("quiet", ["log", request], ["error", failure]);
  expect(log).toEqual([]);
  expect(error).toEqual([expect.stringContaining("at dead-letter, read-model deadLetter=dlq_1")]);
});

it("--verbose also prints what the platform does by itself, as npm run tail does", () => {
  expect(printed("verbose", ["log", request], ["log", command]).log).toEqual([
    requestText,
    expect.stringContaining("catalogue.createProduct done"),
  ]);
});

it("--json prints the lines as they are", () => {
  expect(printed("json", ["log", request], ["error", failure])).toEqual({
    log: [JSON.stringify(request)],
    error: [JSON.stringify(failure)],
  });
});

it("the runtime's own warnings are printed, its other lines are not", () => {
  expect(printed("default", ["warn", "careful"], ["log", "hello"])).toEqual({ log: [], error: ["careful"] });
});

it("a line of another shape is printed as it is where it warns", () => {
  const line = { kind: "other", at: "somewhere" };
  expect(printed("default", ["warn", line], ["log", line])).toEqual({
    log: [],
    error: [JSON.stringify(line)],
  });
  expect(printed("verbose", ["log", line]).log).toEqual([JSON.stringify(line)]);
});

it("options are read, and one that does not exist is answered with the help", () => {
  expect(readOptions(["--verbose"])).toEqual({ verbosity: "verbose" });
  expect(readOptions([])).toEqual({ verbosity: "default" });
  expect(readOptions(["--help"])).toBeNull();
  expect(() => readOptions(["--loud"])).toThrow(help);
  expect(() => readOptions(["--quiet", "--json"])).toThrow("Use one of --quiet and --json.");
});
