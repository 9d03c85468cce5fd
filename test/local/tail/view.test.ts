import { describe, expect, it } from "vitest";
import { kinds, type LineFilter, noFilter } from "../../../local/tail/filter.ts";
import { isHelp, readTailOptions } from "../../../local/tail/options.ts";
import { createView } from "../../../local/tail/view.ts";
import { plain } from "../../../local/terminal/terminal.ts";
import { command, failure, lineByKind, projection, request, traceId } from "../../support/telemetry/lines.ts";

const all = [...Object.values(lineByKind)];
const kindsShown = (filter: Partial<LineFilter>) => {
  const show = createView({ ...noFilter, ...filter }, true, plain);
  return all.flatMap((line) => show(JSON.stringify(line))).map((text) => JSON.parse(text).kind);
};

describe("a filter leaves the lines", () => {
  it.each<[string, Partial<LineFilter>, readonly string[]]>([
    ["of a kind", { kinds: ["request", "error"] }, ["request", "error"]],
    ["of a level and above", { level: "error" }, ["error"]],
    ["that took long", { slowMs: 1_000 }, ["reaction"]],
    ["of a route", { route: "/store/PRODUCTS" }, ["request"]],
    ["of an operation", { route: "catalogue.create" }, ["command"]],
    ["of a subscription", { route: "read-model" }, ["projection", "error", "relay"]],
    ["of a job", { route: "expireCarts" }, ["alarm"]],
    ["of one tenant among those of a cache", { tenant: "01B" }, ["cache"]],
    ["that several conditions fit", { kinds: ["request", "command"], route: "products" }, ["request"]],
  ])("%s", (_, filter, expected) => {
    expect(kindsShown(filter)).toEqual(expected);
  });

  it("of a tenant, named by the end of its id", () => {
    expect(kindsShown({ tenant: "p9ccmm" })).not.toContain("cache");
    expect(kindsShown({ tenant: "p9ccmm" })).toContain("command");
    expect(kindsShown({ tenant: "other" })).toEqual([]);
  });

  it("of a trace, also where it is one of several that led to them", () => {
    expect(kindsShown({ trace: traceId })).toContain("projection");
    expect(kindsShown({ trace: traceId.slice(0, 8).toUpperCase() })).toContain("request");
    expect(kindsShown({ trace: "ffff" })).toEqual([]);
  });
});

describe("what is read", () => {
  const read = (filter: LineFilter, ...lines: readonly string[]) =>
    lines.flatMap(createView(filter, false, plain));

  it("may have other text in it, which is left out while something is filtered", () => {
    const lines = ["hello", JSON.stringify(command)];
    expect(read(noFilter, ...lines)).toHaveLength(2);
    expect(read({ ...noFilter, kinds: ["command"] }, ...lines)).toHaveLength(1);
  });

  const invocation = {
    outcome: "ok",
    scriptName: "rustok-edge",
    exceptions: [],
    logs: [{ message: [JSON.stringify(request)], level: "log", timestamp: 1 }],
    event: { request: { url: "https://shops.example/v1/store/carts/cart_secret", headers: {} } },
  };

  it("may be what wrangler prints, of which the request is never shown", () => {
    const text = JSON.stringify(invocation, null, 2).split("\n");
    expect(read(noFilter, ...text, ...text)).toEqual([
      expect.stringContaining("GET /v1/store/products 200"),
      expect.stringContaining("GET /v1/store/products 200"),
    ]);
    expect(read(noFilter, JSON.stringify(invocation))).toHaveLength(1);
  });

  it("tells what an invocation threw, and that it was ended", () => {
    const broken = {
      ...invocation,
      outcome: "exceededCpu",
      logs: [],
      exceptions: [{ name: "Error", message: "no", stack: "Error: no\n    at a (b.js:1:1)", timestamp: 1 }],
    };
    expect(read(noFilter, JSON.stringify(broken))).toEqual([
      "Error: no\n    at a (b.js:1:1)",
      "The invocation ended with: exceededCpu",
    ]);
  });

  it("is printed as it was with --json, and nothing else", () => {
    const show = createView(noFilter, true, plain);
    const text = JSON.stringify(failure);
    expect([...show("hello"), ...show(text)]).toEqual([text]);
    expect(show(JSON.stringify(projection))).toHaveLength(1);
  });
});

describe("the command line", () => {
  const options = (...args: readonly string[]) => {
    const said: string[] = [];
    try {
      return readTailOptions(
        args,
        (text) => said.push(text),
        (text) => said.push(text),
      );
    } catch (error) {
      return { isHelp: isHelp(error), said: said.join("") };
    }
  };

  it("runs wrangler where it names no source", () => {
    expect(options()).toMatchObject({ origin: { from: "wrangler", args: ["tail", "--format", "json"] } });
    expect(options("--worker", "shop", "--env", "staging")).toMatchObject({
      origin: { args: ["tail", "shop", "--env", "staging", "--format", "json"] },
    });
  });

  it("reads standard input or a file, and filters", () => {
    expect(options("-", "--kind", "error,request", "--slow", "500", "--level", "warn")).toMatchObject({
      origin: { from: "stdin" },
      filter: { ...noFilter, kinds: ["request", "error"], slowMs: 500, level: "warn" },
    });
    expect(options("worker.log", "--tenant", "demo", "--json")).toMatchObject({
      origin: { from: "file", path: "worker.log" },
      isJson: true,
    });
  });

  it("is explained where it makes no sense", () => {
    expect(options("--help")).toMatchObject({ isHelp: true, said: expect.stringContaining("--slow <ms>") });
    expect(options("--level", "loud")).toMatchObject({
      isHelp: false,
      said: expect.stringContaining("loud"),
    });
    expect(options("--kind", "request,cat")).toMatchObject({
      said: expect.stringContaining(kinds.join(", ")),
    });
    expect(options("--slow", "1s")).toMatchObject({ said: expect.stringContaining("milliseconds") });
  });
});
