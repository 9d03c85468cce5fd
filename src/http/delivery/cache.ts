import type { DeliveredFile } from "../../kernel/api/delivery.ts";
import type { Scope } from "../scope.ts";
import { type Deliverable, deliver, fileHeaders } from "./response.ts";

/** Files up to this size are kept in the data center's cache. Of larger ones, parts are asked for. */
const mostBytes = 8 * 1024 * 1024;

/** A file as the data center's cache has it. Null if it has not. */
export async function cachedFile(
  scope: Scope,
  file: DeliveredFile,
  variant: string,
): Promise<Response | null> {
  if (!isOn(scope)) return null;
  const found = await caches.default.match(urlOf(file, variant)).catch(() => undefined);
  const tag = found?.headers.get("ETag") ?? null;
  const size = Number(found?.headers.get("X-File-Size") ?? Number.NaN);
  if (found === undefined || tag === null || Number.isNaN(size)) return null;
  const mediaType = found.headers.get("Content-Type") ?? "application/octet-stream";
  const open: Deliverable["open"] = async (range) => {
    if (range === null) return found.body;
    const bytes = await found.arrayBuffer();
    return bytes.slice(range.offset, range.offset + range.length);
  };
  const response = await deliver(scope.request, file, { mediaType, tag, size, isForNow: false, open });
  response?.headers.set("Cache-Status", "rustok; hit");
  return response;
}

/** Keeps a whole file in the data center's cache, unless it stands in for another. */
export function keepInCache(
  scope: Scope,
  file: DeliveredFile,
  variant: string,
  deliverable: Deliverable,
  response: Response,
): Response {
  response.headers.set("Cache-Status", "rustok; fwd=miss");
  const { size, isForNow } = deliverable;
  if (!isOn(scope) || isForNow || response.status !== 200 || response.body === null || size > mostBytes)
    return response;
  const [kept, answered] = response.body.tee();
  const headers = fileHeaders(file, deliverable);
  headers.set("X-File-Size", String(size));
  const put = caches.default.put(urlOf(file, variant), new Response(kept, { headers }));
  scope.background(put.catch(() => undefined));
  return new Response(answered, response);
}

function isOn({ env }: Scope): boolean {
  // Its type is the value in wrangler.toml.
  const setting: string = env.READ_CACHE;
  return setting === "on";
}

/** The host is reserved, so no response of a real one is ever found under it. */
function urlOf({ renditions }: DeliveredFile, variant: string): string {
  return `https://files.invalid/${renditions}${encodeURIComponent(variant)}`;
}
