import { expect, it } from "vitest";
import { help, readOptions, type Verbosity } from "../../../local/options.ts";
import { createReport } from "../../../local/report.ts";

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

const request = {
  kind: "request",
  tenant: "ten_1",
  method: "GET",
  path: "/v1/store/products",
  status: 200,
  ms: 12,
  requestId: "01J0",
};
const command = { kind: "command", command: "catalogue.createProduct", outcome: "done", tenant: "ten_1" };
const failure = {
  kind: "error",
  at: "dead-letter",
  tenant: "ten_1",
  deadLetter: "dl_1",
  error: "TypeError: x",
};

it("a request is one readable line", () => {
  expect(printed("default", ["log", request], ["log", command])).toEqual({
    log: ["GET /v1/store/products 200 12 ms ten_1 01J0"],
    error: [],
  });
});

it("--quiet prints errors only", () => {
  expect(printed("quiet", ["log", request], ["error", failure])).toEqual({
    log: [],
    error: ["error at dead-letter: TypeError: x\n  tenant=ten_1 deadLetter=dl_1"],
  });
});

it("--verbose also prints what the platform does by itself", () => {
  expect(printed("verbose", ["log", request], ["log", command]).log).toEqual([
    "GET /v1/store/products 200 12 ms ten_1 01J0",
    "command catalogue.createProduct done ten_1",
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

it("options are read, and one that does not exist is answered with the help", () => {
  expect(readOptions(["--verbose"])).toEqual({ verbosity: "verbose" });
  expect(readOptions([])).toEqual({ verbosity: "default" });
  expect(readOptions(["--help"])).toBeNull();
  expect(() => readOptions(["--loud"])).toThrow(help);
  expect(() => readOptions(["--quiet", "--json"])).toThrow("Use one of --quiet and --json.");
});
