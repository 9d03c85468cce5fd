import { refusal } from "../../kernel/api/problem.ts";
import { problemResponse } from "../response/problem-json.ts";
import { pagePolicy } from "../response/security-headers.ts";
import type { Scope } from "../scope.ts";
import { withOwnAddresses } from "./addresses.ts";

/** Answers with a file of `public/`, or with 404. `policy` is for pages. */
export async function fileResponse(
  scope: Scope,
  file: string,
  { policy = pagePolicy, cacheControl = "public, no-cache" } = {},
): Promise<Response> {
  const nothing = refusal("not-found", "There is nothing at this path.");
  if (!fileName.test(file)) return problemResponse(scope, nothing);
  const ifNoneMatch = scope.request.headers.get("If-None-Match");
  const answer = await scope.env.ASSETS.fetch(new URL(`/${file}`, scope.url), {
    headers: ifNoneMatch === null ? {} : { "If-None-Match": ifNoneMatch },
  });
  if (answer.status === 404) {
    await answer.body?.cancel();
    return problemResponse(scope, nothing);
  }
  const headers = new Headers({ "Cache-Control": cacheControl });
  for (const name of ["Content-Type", "ETag"]) {
    const value = answer.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  if (file.endsWith(".html")) headers.set("Content-Security-Policy", policy);
  const isGuide = file.startsWith("guides/") && answer.status === 200;
  const body = isGuide
    ? withOwnAddresses(await answer.text(), scope.url, scope.env.PLATFORM_DOMAIN)
    : answer.body;
  return new Response(body, { status: answer.status, headers });
}

const fileName = /^(?:[a-z]+\/)?[a-z0-9-]+\.[a-z]+$/;
