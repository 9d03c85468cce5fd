import { html, raw } from "hono/html";
import { type Html, layout } from "../../src/http/pages/layout.ts";

/** The page at `/ops`. Its script fills the panels with what the API answers. */
export function opsPage(): Html {
  return layout({
    title: "Operations",
    description: "Health, lag, traffic and dead letters of the platform, live.",
    path: "/ops",
    head: html`<meta name="robots" content="noindex">
<link rel="stylesheet" href="/docs/assets/ops.css">`,
    body: html`<main id="main" class="ops">
<noscript><p class="notice">This page needs JavaScript. <a href="/docs/guides/operator-quick-start">The guide</a> shows the same calls for a shell.</p></noscript>
${signIn}
<div id="console" hidden>
${heading}
<p id="extent" class="notice" hidden></p>
<p id="trouble" class="notice bad" hidden></p>
${panels.map(panel)}
</div>
<p id="announcements" class="unseen" role="status"></p>
${settleDialog}
</main>
<script defer src="/docs/assets/ops.js"></script>`,
  });
}

// Without the script, the form must not send the credential anywhere, least of all in a URL.
const signIn = html`<form id="sign-in" method="post" autocomplete="off" hidden>
<h1>Operations</h1>
<p class="lead">Health, lag, traffic and dead letters, live.</p>
<label for="credential">API key or platform token</label>
<input id="credential" type="password" required autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="credential-help sign-in-problem">
<p id="credential-help" class="hint">It stays in this tab until you sign out or close it. The platform token shows all tenants, a tenant's key its own.</p>
<p id="sign-in-problem" class="problem" role="alert"></p>
<button class="primary">Sign in</button>
</form>`;

const heading = html`<div class="heading">
<h1 tabindex="-1">Operations</h1>
<p class="updated"><span id="updated"></span></p>
<button id="pause" aria-pressed="false">Pause</button>
<button id="sign-out">Sign out</button>
</div>`;

interface PanelFrame {
  readonly id: string;
  readonly title: string;
  /** It shows what only the platform token may see. */
  readonly platform?: boolean;
  readonly wide?: boolean;
  readonly hint?: string;
}

const panels: readonly PanelFrame[] = [
  { id: "readiness", title: "Readiness", wide: true },
  { id: "traffic", title: "Now", platform: true, wide: true },
  { id: "throughput", title: "Throughput", platform: true, wide: true },
  {
    id: "lag",
    title: "Lag by subscription",
    wide: true,
    hint: "The age of the oldest event that is not processed.",
  },
  {
    id: "letters",
    title: "Dead letters",
    wide: true,
    hint: "Events that failed five times. Mend the cause, then replay them.",
  },
  { id: "routes", title: "Slowest routes", platform: true, hint: "Since the platform began to count." },
  { id: "funnel", title: "Checkout", platform: true, hint: "Carts that reached each step." },
  { id: "orders", title: "Orders and revenue", platform: true },
  {
    id: "caches",
    title: "Cache",
    platform: true,
    hint: "How often each layer had the answer to a storefront read.",
  },
  { id: "subscriptions", title: "Subscriptions", wide: true, hint: "The worst first." },
  {
    id: "rebuilds",
    title: "Rebuild a view",
    wide: true,
    hint: "From the tenant's own data. Reads and writes go on.",
  },
];

function panel({ id, title, platform, wide, hint }: PanelFrame): Html {
  const attributes = raw(`${platform ? " data-platform" : ""}${wide ? " data-wide" : ""}`);
  return html`<section id="${id}" class="panel" aria-labelledby="${id}-title"${attributes}>
<h2 id="${id}-title">${title}</h2>
${hint === undefined ? "" : html`<p class="hint">${hint}</p>`}
<div class="content"></div>
</section>
`;
}

const settleDialog = html`<dialog id="settle" aria-labelledby="settle-title">
<form method="dialog">
<h2 id="settle-title"></h2>
<p id="settle-about"></p>
<label for="settle-reason">Reason</label>
<input id="settle-reason" required maxlength="500" autocomplete="off" aria-describedby="settle-help settle-problem">
<p id="settle-help" class="hint">It is kept in the audit log.</p>
<p id="settle-problem" class="problem" role="alert"></p>
<div class="buttons"><button type="button" id="settle-cancel">Cancel</button><button class="primary" id="settle-confirm"></button></div>
</form>
</dialog>`;
