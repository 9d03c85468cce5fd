import { refusal, refusalAt } from "../../kernel/api/problem.ts";
import { pointerToken } from "../../kernel/api/validation.ts";
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
  jsonContainers: {
    value: 50_000,
    unit: "count",
    per: "request",
    what: "Objects and arrays in a JSON body, counted as `{` and `[`",
    beyond: "400 `malformed-json`",
  },
});

/** Reads a JSON body: media type, size, encoding, syntax, depth, and text that can be stored. */
export async function readJson(request: Request): Promise<Result<unknown>> {
  const accepted = checkMediaType(request, /^application\/(?:[\w.+-]+\+)?json$/, "application/json");
  if (!accepted.ok) return accepted;
  const bytes = await readBytes(request, bodyLimits.jsonBody.value);
  if (!bytes.ok) return bytes;
  const parsed = parse(bytes.value);
  return parsed.ok ? checkValue(parsed.value) : parsed;
}

/** Refuses any other media type than the one expected. */
export function checkMediaType(request: Request, expected: RegExp, name: string): Result<null> {
  const mediaType = (request.headers.get("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (expected.test(mediaType)) return ok(null);
  return refused(refusalAt("unsupported-media-type", "/header/Content-Type", `Send ${name}.`));
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
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) return refused(tooLarge(maxBytes));
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return ok(bytes);
}

function parse(bytes: Uint8Array): Result<unknown> {
  const { value: containers } = bodyLimits.jsonContainers;
  // An empty object takes 3 bytes in JSON and 56 in memory.
  if (countContainers(bytes) > containers)
    return refused(refusalAt("malformed-json", "", `More than ${containers} objects and arrays.`));
  try {
    return ok(JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes)));
  } catch {
    return refused(refusalAt("malformed-json", "", "The body is not JSON in UTF-8."));
  }
}

const checked = ok(null);

function countContainers(bytes: Uint8Array): number {
  let count = 0;
  // An iterator would allocate an object per byte until this is compiled.
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (byte === openBrace || byte === openBracket) count += 1;
  }
  return count;
}

const openBrace = 0x7b;
const openBracket = 0x5b;

/** A container whose fields are being checked. `keys` is null for an array. */
interface Level {
  readonly container: Readonly<Record<string | number, unknown>>;
  readonly keys: readonly string[] | null;
  readonly length: number;
  next: number;
}

/**
 * Walks the value without recursion, because callers choose its depth. It remembers one place per level and builds a
 * pointer only for a refusal, so the walk takes no memory per value.
 */
function checkValue(root: unknown): Result<unknown> {
  const levels: Level[] = [];
  const pointer = () => levels.map(({ keys, next }) => `/${tokenOf(keys, next - 1)}`).join("");
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
      return refused(refusalAt("validation-failed", pointer(), "unknown field", "unknown-field"));
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

function tokenOf(keys: readonly string[] | null, index: number): string {
  return pointerToken(keys?.[index] ?? String(index));
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
