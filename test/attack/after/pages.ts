import { allOf } from "../driver/all-of.ts";
import type { Fire, Shot } from "../driver/request.ts";
import { injections } from "../generators/bodies/texts.ts";
import { faultsInHtml } from "../oracles/html.ts";

const paths = [
  "/",
  "/docs",
  "/docs/guides",
  "/docs/guides/errors",
  "/docs/guides/storefront-quick-start",
  "/problems",
  "/problems/not-found",
  "/llms.txt",
  "/openapi.json",
];

/** Hosts as a browser's address bar, a proxy or nobody would have them. */
const hosts = [
  "localhost",
  `evil.example"><svg/onload=alert(1)>`,
  "evil.example'`$(sleep 9)",
  "xatk.localhost",
  "[::1]:1",
  "a.b:99999",
  "{{1337*7331}}",
];

/** Asks for the platform's own pages with hostile names, hosts and queries. Nothing of them may become markup. */
export async function checkPages(
  fire: Fire,
  blame: (what: string, fault: string, shot: Shot) => void,
): Promise<number> {
  const named = injections.map((text) => encodeURIComponent(text));
  const shots = [
    ...paths.flatMap((path) => hosts.map((host) => shotOf(path, host))),
    ...named.flatMap((name) =>
      ["/problems/", "/docs/guides/", "/docs/assets/", "/"].map((at) => shotOf(at + name, "localhost")),
    ),
    ...named.flatMap((name) =>
      ["/docs?q=", "/problems?x=", "/docs/guides?"].map((at) => shotOf(at + name, "localhost")),
    ),
  ];
  await allOf(8, shots, async (shot) => {
    const { status, headers, text } = await fire(shot);
    const type = headers.get("Content-Type") ?? "";
    if (status === 0 || status >= 500) blame("a page", `${status}: ${text.slice(0, 200)}`, shot);
    if (text.includes("9801547")) blame("a page", "evaluates a template", shot);
    if (!type.startsWith("text/html")) return;
    if (/svg\/onload|evil\.example/.test(text)) blame("a page", "repeats a host that it cannot trust", shot);
    for (const fault of faultsInHtml(text, "page")) blame("a page", fault, shot);
    if (!headers.has("Content-Security-Policy")) blame("a page", "has no Content-Security-Policy", shot);
  });
  return shots.length;
}

function shotOf(path: string, host: string): Shot {
  return { method: "GET", path, headers: [["Host", host]], body: null };
}
