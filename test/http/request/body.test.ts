import { describe, expect, it } from "vitest";
import { bodyLimits, readBytes, readJson } from "../../../src/http/request/body.ts";

function requestOf(body: BodyInit, headers: Readonly<Record<string, string>> = {}): Request {
  return new Request("http://shop.example/", {
    method: "POST",
    body,
    headers: { "Content-Type": "application/json", ...headers },
    duplex: "half",
  } as RequestInit);
}

/** A stream that writes every chunk into the same memory, so only a copy of a chunk keeps its content. */
function inChunksOfOneByte(text: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  const chunk = new Uint8Array(1);
  let next = 0;
  return new ReadableStream(
    {
      pull(controller) {
        const byte = bytes[next];
        if (byte === undefined) return controller.close();
        chunk[0] = byte;
        next += 1;
        controller.enqueue(chunk);
      },
    },
    { highWaterMark: 0 },
  );
}

const most = bodyLimits.jsonValues.value;

it("an empty body is said to be empty, not to be bad JSON", async () => {
  expect(await readJson(requestOf(""))).toMatchObject({
    ok: false,
    refusal: { code: "malformed-json", detail: "The body is empty. Send a JSON object, such as {}." },
  });
});

describe("the bytes of a body", () => {
  it("are copied chunk by chunk, so that small chunks take no memory of their own", async () => {
    const text = "0123456789".repeat(5_000);
    const read = await readBytes(requestOf(inChunksOfOneByte(text)), 100_000);
    expect(read.ok && new TextDecoder().decode(read.value)).toBe(text);
  });

  it("may be as many as the limit, and no more", async () => {
    expect(await readBytes(requestOf("x".repeat(20_000)), 20_000)).toMatchObject({ ok: true });
    expect(await readBytes(requestOf("x".repeat(20_001)), 20_000)).toMatchObject({
      ok: false,
      refusal: { code: "body-too-large" },
    });
  });
});

describe("a JSON body", () => {
  const list = (length: number) => `[${new Array(length).fill(0).join(",")}]`;
  const fields = (length: number) =>
    `{${Array.from({ length }, (_, index) => `"${index.toString(36)}":0`).join(",")}}`;

  it.each([
    ["items", list],
    ["fields", fields],
  ])("may have so many values: %s", async (_, of) => {
    expect(await readJson(requestOf(of(most - 1)))).toMatchObject({ ok: true });
    expect(await readJson(requestOf(of(most)))).toMatchObject({
      ok: false,
      refusal: { code: "malformed-json", detail: "More than 50000 values." },
    });
  });

  it("may have texts with any number of commas, brackets and quotes", async () => {
    const text = '\\",[{'.repeat(most / 2);
    expect(await readJson(requestOf(JSON.stringify({ text })))).toEqual({ ok: true, value: { text } });
  });

  it("names the place of a fault in it", async () => {
    const pointerIn = async (text: string) => {
      const read = await readJson(requestOf(text));
      return read.ok ? null : read.refusal.errors?.[0]?.pointer;
    };
    expect(await pointerIn('{"a":[1,{"b/c":"\\u0000"}]}')).toBe("/a/1/b~1c");
    expect(await pointerIn('{"a":{"__proto__":1}}')).toBe("/a/__proto__");
    expect(await pointerIn("[1,[2,9007199254740993]]")).toBe("/1/1");
    expect(await pointerIn('{"a":{"\\ud800":1}}')).toBe("/a");
    expect(await pointerIn(`${"[".repeat(33)}${"]".repeat(33)}`)).toBe("/0".repeat(32));
  });
});
