import { describe, expect, it, vi } from "vitest";
import { emit, listenToLines } from "../../src/telemetry/log/emit.ts";
import { describeError, logFailure } from "../../src/telemetry/log/failure.ts";
import { type LogLine, logLine } from "../../src/telemetry/log/lines.ts";
import { redacted } from "../../src/telemetry/log/redact.ts";
import { createSampler, rateOf } from "../../src/telemetry/log/sampling.ts";
import { continueTrace, traceOfMany } from "../../src/telemetry/trace.ts";

describe("a line of the log", () => {
  it("is complete, and is handed to whoever listens", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
    const heard: LogLine[] = [];
    listenToLines((line) => heard.push(line));
    emit("cache", { tenant_id: null, fresh: 3, stale: 1, tenants: { ten_1: 4 } });
    const written: unknown = JSON.parse(String(log.mock.calls[0]?.[0]));
    expect(logLine.parse(written)).toMatchObject({
      kind: "cache",
      level: "info",
      release: "local",
      fresh: 3,
    });
    expect(heard).toEqual([written]);
  });

  it("goes to the console by its level", () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => undefined);
    logFailure("read-gate", new Error("D1 is down"), { tenant_id: "ten_1" });
    const written: unknown = JSON.parse(String(error.mock.calls[0]?.[0]));
    expect(logLine.parse(written)).toMatchObject({ level: "error", at: "read-gate", tenant_id: "ten_1" });
  });
});

describe("the description of an error", () => {
  const secrets = {
    "an API key": `sk_${"01J0ABCDEF".repeat(5)}`,
    "a header": "Authorization: Bearer abcdefgh12345678",
    "a JSON web token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
    "a cart's token": "q7Zk2mXw9TgB4nRv8LhPdYc3JsA",
    "a token without a digit": "-lPMJyLNRkq_SrrxPaKlbteBseE",
    "an e-mail address": "ada.lovelace+test@mail.example.com",
    "an e-mail address of another alphabet": "jörg@müller.de",
  };

  it.each(Object.entries(secrets))("has no secret: %s", (_, secret) => {
    const { message, stack } = describeError(new Error(`refused ${secret} at once`));
    const bare = secret.replace(/^.*Bearer /, "");
    expect(message).not.toContain(bare);
    expect(stack).not.toContain(bare);
    expect(message).toContain("at once");
  });

  it("does not quote what a parser was given", () => {
    const { message } = describeError(parsing("hunter2 is a secret word"));
    expect(message).toContain("is not valid JSON");
    expect(message).not.toContain("hunter2");
  });

  it("keeps ids, traces and names", () => {
    const text =
      "ord_01JABCDEFGHJKMNPQRSTVWXYZ0 4bf92f3577b34da6a3ce929d0e0e4736 createObjectCallsOfTheInvoker";
    expect(redacted(text, 1_000)).toBe(text);
  });

  it("is as short as a line has to be, however long it was", () => {
    const { message } = describeError(new Error("x".repeat(5_000_000)));
    expect(message.length).toBeLessThanOrEqual(1_001);
    expect(JSON.stringify(describeError(new Error("é".repeat(100_000)))).length).toBeLessThan(16_384);
  });

  it("is of whatever was thrown", () => {
    expect(describeError("no")).toEqual({ name: "Error", message: "no" });
    expect(describeError(null)).toEqual({ name: "Error", message: "null" });
  });
});

describe("a sample", () => {
  it.each([
    [1, 1_000],
    [0.01, 10],
    [0, 0],
  ])("of %d has its part, evenly", (rate, expected) => {
    const sampler = createSampler(rate);
    const taken = Array.from({ length: 1_000 }, () => sampler.take()).filter(Boolean);
    expect(taken).toHaveLength(expected);
    expect(sampler.rate).toBe(rate);
  });

  it("is a hundredth where the setting is no number from 0 to 1", () => {
    expect([undefined, "", "x", "2", "-1"].map(rateOf)).toEqual([0.01, 0.01, 0.01, 0.01, 0.01]);
    expect(["0", "1", "0.5"].map(rateOf)).toEqual([0, 1, 0.5]);
  });
});

describe("a trace", () => {
  const sent = `00-${"a".repeat(32)}-${"b".repeat(16)}-01`;

  it("is continued as a span of its own", () => {
    const { traceId, parentId, spanId, traceparent } = continueTrace(sent);
    expect([traceId, parentId]).toEqual(["a".repeat(32), "b".repeat(16)]);
    expect(traceparent).toBe(`00-${traceId}-${spanId}-01`);
    expect(spanId).not.toBe(parentId);
  });

  it.each([undefined, "", "00-0-0-01", `00-${"0".repeat(32)}-${"b".repeat(16)}-01`])(
    "begins where none is usable: %s",
    (header) => {
      const { traceId, parentId } = continueTrace(header);
      expect(traceId).toMatch(/^[0-9a-f]{32}$/);
      expect(parentId).toBeNull();
    },
  );

  it("of several events continues the first, and links the others once", () => {
    const other = `00-${"c".repeat(32)}-${"d".repeat(16)}-01`;
    expect(traceOfMany([undefined, sent, other, sent, other])).toMatchObject({
      trace_id: "a".repeat(32),
      parent_id: "b".repeat(16),
      links: [`${"c".repeat(32)}-${"d".repeat(16)}`],
    });
    expect(traceOfMany([undefined])).toMatchObject({ trace_id: null, parent_id: null, links: [] });
  });
});

/** What the parser of JSON throws for a text. */
function parsing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}
