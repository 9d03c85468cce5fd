import { refusal, refusalAt } from "../../kernel/api/problem.ts";
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
  try {
    return ok(JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes)));
  } catch {
    return refused(refusalAt("malformed-json", "", "The body is not JSON in UTF-8."));
  }
}

/** Walks the value without recursion, because callers choose its depth. */
function checkValue(root: unknown): Result<unknown> {
  const open: { readonly value: unknown; readonly pointer: string; readonly depth: number }[] = [
    { value: root, pointer: "", depth: 1 },
  ];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { value, pointer, depth } = place;
    if (typeof value === "string" && !isStorable(value)) return refused(badText(pointer));
    if (typeof value === "number" && !isExact(value)) {
      return refused(
        refusalAt("validation-failed", pointer, "a number too large to be exact", "inexact-number"),
      );
    }
    if (typeof value !== "object" || value === null) continue;
    if (depth > bodyLimits.jsonDepth.value)
      return refused(
        refusalAt("malformed-json", pointer, `Nested deeper than ${bodyLimits.jsonDepth.value} levels.`),
      );
    for (const [key, child] of Object.entries(value)) {
      const childPointer = `${pointer}/${key.slice(0, 200).replaceAll("~", "~0").replaceAll("/", "~1")}`;
      // No schema has such a field, and as a key it could reach an object's prototype.
      if (key === "__proto__")
        return refused(refusalAt("validation-failed", childPointer, "unknown field", "unknown-field"));
      if (!isStorable(key)) return refused(badText(pointer));
      open.push({ value: child, pointer: childPointer, depth: depth + 1 });
    }
  }
  return ok(root);
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
