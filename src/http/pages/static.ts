import { refusal } from "../../kernel/api/problem.ts";
import { problemResponse } from "../response/problem-json.ts";
import { consolePolicy, pagePolicy } from "../response/security-headers.ts";
import type { Scope } from "../scope.ts";
import { withOwnAddresses } from "./addresses.ts";
import { type Page, page } from "./page.ts";

/** Files that `npm run site` writes into `public/`. */
export const staticPages: readonly Page[] = [
  page("/", (scope) => fileResponse(scope, "index.html")),
  page("/ops", (scope) => fileResponse(scope, "ops.html", consolePolicy)),
  page("/llms.txt", (scope) => fileResponse(scope, "llms.txt")),
  page("/docs/assets/{file}", (scope, { file = "" }) => fileResponse(scope, `assets/${file}`)),
  page("/docs/guides", (scope) => fileResponse(scope, "guides/index.html")),
  // With `.md`, the guide as Markdown.
  page("/docs/guides/{guide}", (scope, { guide = "" }) =>
    fileResponse(scope, guide.endsWith(".md") ? `guides/${guide}` : `guides/${guide}.html`),
  ),
];

const fileName = /^(?:[a-z]+\/)?[a-z0-9-]+\.[a-z]+$/;

async function fileResponse(scope: Scope, file: string, policy = pagePolicy): Promise<Response> {
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
  const headers = new Headers({ "Cache-Control": "public, no-cache" });
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
