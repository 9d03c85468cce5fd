import { z } from "zod";

const described = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ tags: z.array(z.string()), summary: z.string() })),
  ),
});

/** How the reference shows an operation: under which link, and with which heading. */
export async function shownOperation(url: string, method: string, path: string) {
  const document = described.parse(await (await fetch(`${url}/openapi.json`)).json());
  const { tags, summary } = document.paths[path]?.[method] ?? {};
  // The renderer writes links in lower case, with hyphens for spaces.
  const tag = tags?.[0]?.toLowerCase().replaceAll(" ", "-");
  return { hash: `#tag/${tag}/${method.toUpperCase()}${path}`, summary: summary ?? "" };
}
