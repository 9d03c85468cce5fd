import { html } from "hono/html";
import { type ProblemDefinition, refusal } from "../../kernel/api/problem.ts";
import type { Registry } from "../../kernel/registry.ts";
import { problemResponse } from "../response/problem-json.ts";
import { htmlResponse } from "./html.ts";
import { article, type Html, layout } from "./layout.ts";
import { type Page, page } from "./page.ts";

/** `/problems` lists every problem code, and `/problems/{code}` says what it means and what to do. */
export function problemPages(registry: Registry): readonly Page[] {
  let list: Html | null = null;
  return [
    page("/problems", async () => {
      list ??= listPage(registry);
      return htmlResponse(list);
    }),
    page("/problems/{code}", async (scope, { code }) => {
      const problem = registry.problemByCode.get(code ?? "");
      if (code === undefined || problem === undefined)
        return problemResponse(scope, refusal("not-found", "There is no such problem code."));
      return htmlResponse(problemPage(code, problem));
    }),
  ];
}

function listPage(registry: Registry): Html {
  const problems = [...registry.problemByCode].sort(
    ([codeA, a], [codeB, b]) => a.status - b.status || (codeA < codeB ? -1 : 1),
  );
  const statuses = [...new Set(problems.map(([, { status }]) => status))];
  return layout({
    title: "Problems",
    description: "Every problem code of the RusToK Edge API, by status.",
    path: "/problems",
    body: article(html`<h1>Problems</h1>
<p>A request that fails is answered with <code>application/problem+json</code>. Its <code>code</code> is one of these, and never
changes. The <a href="/docs/guides/errors">guide to errors</a> shows how to handle them.</p>
${statuses.map(
  (status) => html`<h2 id="status-${status}">${status}</h2>
<ul class="problems">${problems
    .filter(([, problem]) => problem.status === status)
    .map(
      ([code, { title }]) => html`<li><a href="/problems/${code}"><code>${code}</code></a> ${title}</li>`,
    )}</ul>`,
)}`),
  });
}

function problemPage(code: string, { status, title, help }: ProblemDefinition): Html {
  return layout({
    title,
    description: `${code}: ${help}`,
    path: `/problems/${code}`,
    body: article(html`<h1>${title}</h1>
<p><b>${status}</b> <code>${code}</code></p>
<p>${help}</p>
<p><a href="/problems">All problems</a></p>`),
  });
}
