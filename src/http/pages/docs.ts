import { html } from "hono/html";
import { z } from "zod";
import { type ProblemDefinition, refusal } from "../../kernel/api/problem.ts";
import type { Route } from "../../kernel/api/route.ts";
import type { Registry } from "../../kernel/registry.ts";
import { problemResponse } from "../response/problem-json.ts";
import { pagePolicy } from "../response/security-headers.ts";
import style from "./docs.css.txt";
import { refusalsOf } from "./openapi.ts";
import { type Page, page } from "./page.ts";

/** The reference page: rendered on the server, without scripts or other hosts. */
export function docsPages(registry: Registry): readonly Page[] {
  let body: Html | null = null;
  return [
    page("/docs", async () => {
      body ??= reference(registry);
      return asHtml(body);
    }),
    page(
      "/docs/style.css",
      async () =>
        new Response(style, {
          headers: { "Content-Type": "text/css", "Cache-Control": "public, max-age=300" },
        }),
    ),
    page("/problems/{code}", async (scope, { code }) => {
      const problem = registry.problemByCode.get(code ?? "");
      if (code === undefined || problem === undefined)
        return problemResponse(scope, refusal("not-found", "There is no such problem code."));
      return asHtml(problemPage(code, problem));
    }),
  ];
}

type Html = ReturnType<typeof html>;

async function asHtml(body: Html): Promise<Response> {
  return new Response(String(await body), {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": pagePolicy,
      "Cache-Control": "public, max-age=300",
    },
  });
}

function layout(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · RusToK Edge</title>
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<header><a class="home" href="/docs">RusToK Edge</a><nav><a href="/openapi.json">openapi.json</a></nav></header>
<main>${body}</main>
</body>
</html>`;
}

function reference(registry: Registry): Html {
  const modules = registry.modules.filter(({ routes }) => routes.length > 0);
  return layout(
    "Reference",
    html`<h1>API reference</h1>
<p>Send a tenant's key as <code>Authorization: Bearer sk_…</code>; storefronts name their tenant by host or by
<code>X-Tenant</code>. Money is an integer in the currency's minor unit. Refusals are
<a href="/problems/validation-failed">problem+json</a>. The schemas are in <a href="/openapi.json">openapi.json</a>.</p>
<p class="index">${modules.map(({ name }) => html`<a href="#${name}">${name}</a> `)}</p>
${modules.map(
  ({ name, routes }) => html`<section id="${name}"><h2>${name}</h2>${routes.map(operation)}</section>`,
)}
<section id="problems"><h2>problems</h2>
<ul class="problems">${[...registry.problemByCode].map(
      ([code, { status, title }]) =>
        html`<li><a href="/problems/${code}"><code>${code}</code></a> ${status} · ${title}</li>`,
    )}</ul></section>`,
  );
}

function operation(route: Route): Html {
  const replies = Object.entries(route.replies);
  return html`<details>
<summary><span class="method ${route.method}">${route.method}</span> <code>${route.path}</code> <span class="what">${route.summary}</span></summary>
<dl>
<dt>Permission</dt><dd><code>${route.access}</code></dd>
${route.query === undefined ? "" : html`<dt>Query</dt><dd>${schemaBlock(route.query)}</dd>`}
${route.body === undefined ? "" : html`<dt>Body</dt><dd>${schemaBlock(route.body)}</dd>`}
${route.upload === undefined ? "" : html`<dt>Body</dt><dd><code>${route.upload.mediaType}</code></dd>`}
<dt>Answers</dt><dd>${replies.map(([status, reply]) => html`<b>${status}</b> ${reply.description}${reply.mediaType === undefined ? "" : html` (<code>${reply.mediaType}</code>)`}<br>`)}</dd>
<dt>Refusals</dt><dd>${refusalsOf(route).map((code) => html`<a href="/problems/${code}">${code}</a> `)}</dd>
</dl>
</details>`;
}

/** The fields of a request as JSON Schema. */
function schemaBlock(schema: z.ZodType): Html {
  const { $schema: _, ...shown } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return html`<pre>${JSON.stringify("properties" in shown ? shown.properties : shown, null, 2)}</pre>`;
}

function problemPage(code: string, { status, title, help }: ProblemDefinition): Html {
  return layout(
    title,
    html`<h1>${title}</h1><p class="code"><b>${status}</b> <code>${code}</code></p><p>${help}</p>`,
  );
}
