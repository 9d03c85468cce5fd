import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { html } from "hono/html";
import { layout } from "../../src/http/pages/layout.ts";

/** The files of the page at `/graphql`: GraphiQL as it is published, with the script that starts it. */
export async function graphiqlFiles(): Promise<Readonly<Record<string, string>>> {
  return {
    "graphiql.html": String(await page()),
    "assets/graphiql.js": [
      ...libraries.map(([name, file]) => readPackage(name, file)),
      readOwn("graphiql.js"),
    ].join("\n"),
    "assets/graphiql.css": [readPackage("graphiql", "graphiql.min.css"), readOwn("graphiql.css")].join("\n"),
  };
}

const libraries = [
  ["react", "umd/react.production.min.js"],
  ["react-dom", "umd/react-dom.production.min.js"],
  ["graphiql", "graphiql.min.js"],
] as const;

function page() {
  return layout({
    title: "GraphQL",
    description: "Try queries, mutations and subscriptions of the RusToK Edge API.",
    path: "/graphql",
    head: html`<link rel="stylesheet" href="/docs/assets/graphiql.css">`,
    body: html`<main id="main"></main>
<noscript><p class="text">This page needs JavaScript. The schema is <a href="/graphql/schema.graphql">schema.graphql</a>.</p></noscript>
<script defer src="/docs/assets/graphiql.js"></script>`,
  });
}

const { resolve } = createRequire(import.meta.url);

/** Without the comment that leads to a source map, which is not served. */
function readPackage(name: string, file: string): string {
  const path = join(dirname(resolve(`${name}/package.json`)), file);
  return readFileSync(path, "utf8").replaceAll(
    /^\/\/# sourceMappingURL=.*$|\/\*# sourceMappingURL=.*?\*\//gm,
    "",
  );
}

function readOwn(name: string): string {
  return readFileSync(join(import.meta.dirname, name), "utf8");
}
