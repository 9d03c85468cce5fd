import { html } from "hono/html";
import { article, type Html, layout } from "../src/http/pages/layout.ts";
import type { Guides } from "./read-guides.ts";

/** The page at `/`. */
export function homePage({ guides }: Guides): Html {
  return layout({
    title: "Headless commerce",
    description:
      "A headless commerce API for storefronts and back offices, with many tenants and every change as an event.",
    path: "/",
    body: article(html`<h1>RusToK Edge</h1>
<p class="lead">A headless commerce API. Build storefronts and back offices on it: catalogue, search, inventory, carts, orders,
imports and exports. One installation serves many tenants, and records every change as an event.</p>
<ul class="cards">
<li><a href="/docs/guides/storefront-quick-start"><b>Build a storefront</b> List products, fill a cart, place an order.</a></li>
<li><a href="/docs/guides/back-office-quick-start"><b>Build a back office</b> Products, prices, stock and orders with an API key.</a></li>
<li><a href="/docs"><b>API reference</b> Every operation, to read and to try.</a></li>
</ul>
<h2>Guides</h2>
<ul>${guides.map(({ name, title, summary }) => html`<li><a href="/docs/guides/${name}">${title}</a>: ${plain(summary)}</li>`)}</ul>
<h2>For programs</h2>
<ul>
<li><a href="/openapi.json">openapi.json</a>: the API as OpenAPI 3.1.</li>
<li><a href="/problems">Problem codes</a>: what each refusal means and what to do.</li>
<li><a href="/llms.txt">llms.txt</a>: the guides as Markdown.</li>
<li><a href="/ops">/ops</a>: health, lag and traffic, for operators.</li>
<li><a href="/health/live">/health/live</a> and <a href="/health/ready">/health/ready</a>: probes.</li>
</ul>`),
  });
}

function plain(markdown: string): string {
  return markdown.replaceAll("`", "");
}
