import { html, raw } from "hono/html";

/** HTML that is safe to put into a page. */
export type Html = ReturnType<typeof html>;

export interface Layout {
  readonly title: string;
  readonly description: string;
  /** The path of the page, to mark it in the navigation. */
  readonly path: string;
  readonly body: Html;
  /** More elements of the head. */
  readonly head?: Html;
}

/** The frame of every HTML page. The build of the static pages uses it as well. */
export function layout({ title, description, path, body, head }: Layout): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${description}">
<title>${title} · RusToK Edge</title>
<link rel="icon" href="/docs/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/docs/assets/site.css">
${head ?? ""}
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="bar">
<a class="home" href="/">RusToK Edge</a>
<nav aria-label="Main">${links.map(([href, name]) => html`<a href="${href}"${current(href, path)}>${name}</a> `)}</nav>
</header>
${body}
</body>
</html>`;
}

const links = [
  ["/docs/guides", "Guides"],
  ["/docs", "Reference"],
  ["/problems", "Problems"],
] as const;

function current(href: string, path: string): Html | string {
  const isWithin = href === "/docs" ? path === href : path === href || path.startsWith(`${href}/`);
  return isWithin ? raw(' aria-current="page"') : "";
}

/** A page's text in one column. */
export function article(body: Html): Html {
  return html`<main id="main" class="text">${body}</main>`;
}
