import { describe, expect, it } from "vitest";
import { parseLine } from "../../../local/tail/parse.ts";
import { lineText } from "../../../local/tail/render.ts";
import { plain, terminalOf } from "../../../local/terminal/terminal.ts";
import { logLine } from "../../../src/telemetry/log/lines.ts";
import { command, failure, lineByKind, projection, request } from "../../support/telemetry/lines.ts";

const shown = (line: unknown) =>
  lineText(parseLine(typeof line === "string" ? line : JSON.stringify(line)), plain);

describe("a line of the log, for people,", () => {
  it("has everything about a request on one line", () => {
    expect(shown(request)).toBe(
      "06:20:58.520 info  request     …P9CCMM GET /v1/store/products 200 12 ms d1 1 miss anonymous a3f34190",
    );
  });

  it("names the problem of a refused one", () => {
    expect(shown({ ...request, status: 404, problem: "not-found" })).toContain("404 not-found");
  });

  it("tells what a command wrote, and how many ran in one call", () => {
    expect(shown(command)).toBe(
      "06:20:58.520 info  command     …P9CCMM catalogue.createProduct done 2 events seq 379 apiKey a3f34190",
    );
    expect(shown({ ...command, commands: 100, refused: 3 })).toContain("100 times 3 refused");
  });

  it("tells how far a projection came, and how late", () => {
    expect(shown(projection)).toBe(
      "06:20:58.520 info  projection  …P9CCMM read-model projected 12 ms seq 379-380 d1 1 lag 80 ms",
    );
    const letter = {
      id: "dl_1",
      seq: 379,
      type: "order.placed",
      aggregate: "order/ord_1",
      correlation_id: "01J0",
    };
    const setAside = { ...projection, status: "set-aside", dead_letter: { ...letter, attempts: 5 } };
    expect(shown(setAside)).toContain("dead letter dl_1 order.placed order/ord_1 after 5 attempts");
  });

  it("has an error with its stack below, indented", () => {
    expect(shown(failure)).toBe(
      [
        "06:20:58.520 error error       …P9CCMM at dead-letter, read-model deadLetter=dlq_1 a3f34190",
        "    TypeError: x is undefined",
        "      at project (index.js:1:2)",
        "      at run (index.js:3:4)",
      ].join("\n"),
    );
  });

  it.each(Object.entries(lineByKind))("can be of the kind %s", (kind, line) => {
    expect(logLine.parse(line)).toEqual(line);
    expect(shown(line)).toContain(` ${kind.padEnd(11)} `);
  });

  it("that is no line of the log is shown as it is", () => {
    expect(shown("ready http://localhost:8787")).toBe("ready http://localhost:8787");
    expect(shown('{"kind":"request","ms":3}')).toBe('{"kind":"request","ms":3}');
    expect(shown('{"kind":')).toBe('{"kind":');
  });

  it("never tells the terminal what to do", () => {
    const text = shown({ ...failure, error: { name: "Error", message: "\u001b[2Jgone\u202e\u0007" } });
    expect(text).toContain("�[2Jgone��");
    expect(shown("\u001b]0;title\u0007")).toBe("�]0;title�");
  });

  it("is coloured at a terminal, unless NO_COLOR is set", () => {
    const output = { write: () => true, isTTY: true, columns: 80 };
    const at = (env: Readonly<Record<string, string>>) =>
      lineText(parseLine(JSON.stringify(request)), terminalOf(output, env));
    expect(at({})).toContain("\u001b[");
    expect(at({ NO_COLOR: "1" })).toBe(shown(request));
    expect(lineText(parseLine(JSON.stringify(request)), terminalOf({ write: () => true }, {}))).toBe(
      shown(request),
    );
  });
});
