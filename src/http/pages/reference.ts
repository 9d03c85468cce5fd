import { html } from "hono/html";
import { referencePolicy } from "../response/security-headers.ts";
import { type Html, layout } from "./layout.ts";
import { type Page, page } from "./page.ts";

/** The API reference. A script of the Worker's own assets renders `/openapi.json`. */
export const referencePage: Page = page("/docs", async () => {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))));
  return new Response(String(await shell(nonce)), {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": referencePolicy(nonce),
      // The nonce is for one response.
      "Cache-Control": "no-store",
    },
  });
});

function shell(nonce: string): Html {
  return layout({
    title: "API reference",
    description: "Every operation of the RusToK Edge API, with examples to copy and to try.",
    path: "/docs",
    // The renderer gives this nonce to the style elements that it adds.
    head: html`<meta property="csp-nonce" content="${nonce}">
<link rel="stylesheet" href="/docs/assets/reference.css">`,
    body: html`<div id="main" class="reference"></div>
<noscript><p class="text">The reference needs JavaScript. It shows <a href="/openapi.json">openapi.json</a>.</p></noscript>
<script defer src="/docs/assets/reference.js"></script>
<script defer src="/docs/assets/scalar.js"></script>`,
  });
}
