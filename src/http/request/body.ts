import { unknownName } from "../../kernel/api/messages.ts";
import { refusal, refusalAt } from "../../kernel/api/problem.ts";
import { pointerTo } from "../../kernel/api/validation.ts";
import { defineLimits } from "../../kernel/limit.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";

export const bodyLimits = defineLimits({
  jsonBody: {
    value: 1024 * 1024,
    unit: "bytes",
    per: "request",
    what: "A JSON body",
    beyond: "413 `body-too-large`",
  },
  jsonDepth: {
    value: 32,
    unit: "levels",
    per: "request",
    what: "Nesting in a JSON body",
    beyond: "400 `malformed-json`",
  },
  jsonValues: {
    value: 50_000,
    unit: "count",
    per: "request",
    what: "Values in a JSON body, including objects and arrays",
    beyond: "400 `malformed-json`",
  },
});

/** Reads a JSON body: media type, size, encoding, syntax, depth, and text that can be stored. */
export async function readJson(request: Request): Promise<Result<unknown>> {
  const accepted = checkMediaType(request, json, "application/json");
  if (!accepted.ok) return accepted;
  const bytes = await readBytes(request, bodyLimits.jsonBody.value);
  if (!bytes.ok) return bytes;
  return parseJson(bytes.value);
}

/** Parses JSON and checks encoding, depth, and text that can be stored. */
export function parseJson(bytes: Uint8Array): Result<unknown> {
  const parsed = parse(bytes);
  return parsed.ok ? checkValue(parsed.value) : parsed;
}

const json = /^application\/(?:[\w.+-]+\+)?json$/;

/** Whether a request says that its body is JSON. */
export function isJson(request: Request): boolean {
  return json.test(mediaTypeOf(request));
}

/** Refuses any other media type than the one expected. */
export function checkMediaType(request: Request, expected: RegExp, name: string): Result<null> {
  if (expected.test(mediaTypeOf(request))) return ok(null);
  return refused(refusalAt("unsupported-media-type", "/header/Content-Type", `Send ${name}.`));
}

/** The media type of a body, without parameters. Empty if it has none. */
export function mediaTypeOf({ headers }: Request): string {
  return (headers.get("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

/** Refuses by the announced length, before a byte is read. */
export function checkAnnouncedLength(request: Request, maxBytes: number): Result<null> {
  const announced = Number(request.headers.get("Content-Length") ?? 0);
  return announced > maxBytes ? refused(tooLarge(maxBytes)) : ok(null);
}

/** Thrown by a stream that exceeds its limit. Answered as 413. */
export class BodyTooLarge extends Error {
  readonly maxBytes: number;

  constructor(maxBytes: number) {
    super(`more than ${maxBytes} bytes`);
    this.maxBytes = maxBytes;
  }
}

export function tooLarge(maxBytes: number) {
  return refusal("body-too-large", `The body may have at most ${maxBytes} bytes.`);
}

/** Reads a whole body, up to a limit. */
export async function readBytes(
  request: Request,
  maxBytes: number,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const announced = checkAnnouncedLength(request, maxBytes);
  if (!announced.ok) return announced;
  let bytes = new Uint8Array(firstBytes);
  let length = 0;
  for await (const chunk of request.body ?? []) {
    const end = length + chunk.length;
    if (end > maxBytes + discardedBytes) return refused(tooLarge(maxBytes));
    // An answer to a body that is still arriving can get lost, so the rest is read to a bound.
    if (end > maxBytes) {
      length = end;
      continue;
    }
    if (end > bytes.length) bytes = grown(bytes, Math.max(end, 2 * bytes.length));
    bytes.set(chunk, length);
    length = end;
  }
  return length > maxBytes ? refused(tooLarge(maxBytes)) : ok(bytes.subarray(0, length));
}

/** What is read and discarded of a body without a length that is too large. */
const discardedBytes = 4 * 1024 * 1024;

/** Chunks are copied when they arrive. A body in chunks of one byte would otherwise take an object per byte. */
const firstBytes = 16 * 1024;

function grown(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(length);
  larger.set(bytes);
  return larger;
}

function parse(bytes: Uint8Array): Result<unknown> {
  if (bytes.length === 0)
    return refused(refusalAt("malformed-json", "", "The body is empty. Send a JSON object, such as {}."));
  const { value: most } = bodyLimits.jsonValues;
  if (countValues(bytes, most + 1) > most)
    return refused(refusalAt("malformed-json", "", `More than ${most} values.`));
  try {
    return ok(JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes)));
  } catch {
    return refused(refusalAt("malformed-json", "", "The body is not JSON in UTF-8."));
  }
}

const checked = ok(null);

/**
 * Counts values before any is created, up to `enough`. An empty object takes 3 bytes in JSON and 56 in memory, and an
 * object of many different fields takes a tenth of a second. Every value but the first follows a comma, bracket or
 * brace outside of strings. In UTF-8, no other character has these bytes.
 */
function countValues(bytes: Uint8Array, enough: number): number {
  let count = 1;
  let isString = false;
  // An iterator would allocate an object per byte until this is compiled.
  for (let index = 0; index < bytes.length && count < enough; index += 1) {
    const byte = bytes[index];
    if (byte === quote) isString = !isString;
    else if (isString) index += byte === backslash ? 1 : 0;
    else if (byte === comma || byte === openBracket || byte === openBrace) count += 1;
  }
  return count;
}

const [quote, backslash, comma, openBracket, openBrace] = new TextEncoder().encode('"\\,[{');

/** A container whose fields are being checked. `keys` is null for an array. */
interface Level {
  readonly container: Readonly<Record<string | number, unknown>>;
  readonly keys: readonly string[] | null;
  readonly length: number;
  next: number;
}

/**
 * Checks depth, and text that can be stored. Walks the value without recursion, because callers choose its depth. It remembers one place per level and builds a
 * pointer only for a refusal, so the walk takes no memory per value.
 */
export function checkValue(root: unknown): Result<unknown> {
  const levels: Level[] = [];
  const pointer = () =>
    pointerTo(
      "",
      levels.map(({ keys, next }) => keys?.[next - 1] ?? next - 1),
    );
  const enter = (value: unknown): Result<null> => {
    if (typeof value === "string") return isStorable(value) ? checked : refused(badText(pointer()));
    if (typeof value === "number" && !isExact(value)) {
      return refused(
        refusalAt("validation-failed", pointer(), "a number too large to be exact", "inexact-number"),
      );
    }
    if (typeof value !== "object" || value === null) return checked;
    const { value: deepest } = bodyLimits.jsonDepth;
    if (levels.length >= deepest)
      return refused(refusalAt("malformed-json", pointer(), `Nested deeper than ${deepest} levels.`));
    levels.push(levelOf(value));
    return checked;
  };
  const entered = enter(root);
  if (!entered.ok) return entered;
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    if (level.next === level.length) {
      levels.pop();
      continue;
    }
    const key = level.keys?.[level.next] ?? level.next;
    level.next += 1;
    // No schema has such a field, and as a key it could reach an object's prototype.
    if (key === "__proto__")
      return refused(refusalAt("validation-failed", pointer(), unknownName("", key), "unknown-field"));
    if (typeof key === "string" && !isStorable(key)) {
      levels.pop();
      return refused(badText(pointer()));
    }
    const inside = enter(level.container[key]);
    if (!inside.ok) return inside;
  }
  return ok(root);
}

function levelOf(value: object): Level {
  const keys = Array.isArray(value) ? null : Object.keys(value);
  // Both arrays and objects are read by key.
  const container = value as Level["container"];
  return { container, keys, length: keys?.length ?? (value as readonly unknown[]).length, next: 0 };
}

/** SQLite ends text at a NUL, and half a surrogate pair is not a character. */
function isStorable(text: string): boolean {
  return !text.includes("\u0000") && text.isWellFormed();
}

/** JSON.parse rounds larger numbers, so they would be stored differently from what was sent. */
function isExact(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

function badText(pointer: string) {
  return refusalAt("validation-failed", pointer, "text with NUL or broken surrogates", "invalid-text");
}
