import { validateHeaderValue } from "node:http";
import { isIP } from "node:net";
import { canonicalPath, checkUrl } from "../../src/http/request/url.ts";
import { refusal } from "../../src/kernel/api/problem.ts";
import { ok, type Result, refused } from "../../src/kernel/values/result.ts";
import { frontLimits } from "./limits.ts";

/** The head of a request as it arrived. */
export interface Head {
  readonly target: string;
  readonly version: string;
  /** Names and values in turn. */
  readonly fields: readonly string[];
}

/** A request as the Worker may see it. */
export interface Accepted {
  readonly target: string;
  /** Names and values in turn. */
  readonly fields: readonly string[];
  readonly hasBody: boolean;
}

/**
 * Decides whether a request is one that Cloudflare would pass to the Worker, and in what form. Headers that only the platform
 * may set are removed, and `CF-Connecting-IP` is the caller's address.
 */
export function accept({ target, version, fields }: Head, address: string): Result<Accepted> {
  if (fields.length / 2 > frontLimits.fields.value)
    return refused(refusal("header-too-large", `At most ${frontLimits.fields.value} header fields.`));
  if (version !== "1.1" && version !== "1.0") return malformed("The only HTTP versions are 1.1 and 1.0.");
  if (!originForm.test(target)) return malformed("The request target is not a path with an optional query.");
  const host = readHost(valuesOf(fields, "host"));
  if (host === null) return malformed("The request needs one Host header with a host name or IP address.");
  const url = new URL(`http://${host}${target}`);
  const checked = checkUrl(url.href);
  if (!checked.ok) return checked;
  if (ofRuntime.test(canonicalPath(url.pathname) ?? ""))
    return refused(refusal("not-found", "There is nothing at this path."));
  const codings = valuesOf(fields, "transfer-encoding");
  if (codings.length > 0 && (version === "1.0" || codings.join().toLowerCase() !== "chunked"))
    return malformed("The only Transfer-Encoding that is supported is `chunked`, in HTTP/1.1.");
  const lengths = valuesOf(fields, "content-length");
  if (lengths.length > 1) return malformed("Content-Length occurs more than once.");
  const passed = passedOn(fields);
  if (passed === null) return malformed("A header field contains a control character.");
  return ok({
    target: `${url.pathname}${url.search}`,
    fields: ["Host", host, "CF-Connecting-IP", address, ...passed],
    hasBody: codings.length > 0 || Number(lengths[0] ?? 0) > 0,
  });
}

/** `/path?query` in visible ASCII, without `#` and `\`, which a URL parser would take for something else. */
const originForm = /^\/[!"$-[\]-~]*$/;

/** Paths that Cloudflare and the local runtime answer themselves. */
const ofRuntime = /^\/(?:cdn-cgi|__cf_local)(?:\/|$)/;

function malformed(detail: string) {
  return refused(refusal("malformed-request", detail));
}

function valuesOf(fields: readonly string[], name: string): readonly string[] {
  const values: string[] = [];
  for (let index = 0; index < fields.length; index += 2)
    if (fields[index]?.toLowerCase() === name) values.push(fields[index + 1] ?? "");
  return values;
}

const hostPattern = /^(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::\d{0,5})?$/i;

/** The canonical form of a Host header, or null. */
function readHost(values: readonly string[]): string | null {
  const [value] = values;
  if (value === undefined || values.length > 1 || !hostPattern.test(value)) return null;
  const url = URL.parse(`http://${value}/`);
  if (url === null) return null;
  const labels = url.hostname.replace(/\.$/, "").split(".");
  const isName = labels.every(({ length }) => length >= 1 && length <= 63) && url.hostname.length <= 253;
  return isName ? url.host : null;
}

/** The fields that concern the Worker, or null if one has a value that no HTTP message can have. */
function passedOn(fields: readonly string[]): readonly string[] | null {
  const passed: string[] = [];
  for (let index = 0; index < fields.length; index += 2) {
    const name = fields[index] ?? "";
    const value = fields[index + 1] ?? "";
    if (!isValue(name, value)) return null;
    if (reserved.test(name)) continue;
    if (name.toLowerCase() !== "accept-encoding") passed.push(name, value);
    else if (acceptable(value) !== "") passed.push(name, acceptable(value));
  }
  return passed;
}

function isValue(name: string, value: string): boolean {
  try {
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

/**
 * Headers that only Cloudflare, this server or the runtime may set, and headers that concern a single connection. Miniflare
 * takes the URL, the caller's address and routing from some of them.
 */
const reserved =
  /^(?:mf-.*|cf-.*|cdn-loop|x-forwarded-proto|host|connection|keep-alive|proxy-connection|te|trailer|expect|upgrade|http2-settings)$/i;

/** The content codings that the runtime knows. It answers others with an error in plain text. */
function acceptable(codings: string): string {
  return codings
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => /^(?:gzip|br)(?:;q=(?:1|0\.\d?[1-9]\d?))?$/.test(coding.replaceAll(" ", "")))
    .join(", ");
}

/**
 * The caller's address: that of the connection, or the last one in the header that a trusted proxy sets. Entries before it may
 * be the caller's own.
 */
export function addressOf(
  connection: string | undefined,
  fields: readonly string[],
  trustedHeader: string | undefined,
): string {
  const given = trustedHeader === undefined ? [] : valuesOf(fields, trustedHeader.toLowerCase());
  const last = given.at(-1)?.split(",").at(-1)?.trim() ?? "";
  return (isIP(last) === 0 ? (connection ?? "unknown") : last).replace(/^::ffff:(?=\d+\.)/i, "");
}
