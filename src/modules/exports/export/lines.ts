import type { Source } from "./source.ts";

/** All content as lines of JSON: a header, a line for each thing, and an end that counts them. */
export async function* linesOf(source: Source, pause: () => Promise<void>): AsyncGenerator<string> {
  const counts: Record<string, number> = {};
  const line = (type: string, value: object) => {
    counts[type] = (counts[type] ?? 0) + 1;
    return `${JSON.stringify({ type, ...value })}\n`;
  };
  yield `${JSON.stringify({ type: "header", format: "content", version: 1 })}\n`;
  for await (const category of source.categories) yield line("contentCategory", category);
  for await (const tag of source.tags) yield line("tag", tag);
  for await (const { state } of source.pages) {
    yield line("page", state);
    await pause();
  }
  for await (const { state } of source.posts) {
    yield line("post", state);
    await pause();
  }
  for await (const comment of source.comments) yield line("comment", comment);
  for (const menu of source.menus) yield line("menu", menu);
  yield `${JSON.stringify({ type: "end", counts })}\n`;
}
