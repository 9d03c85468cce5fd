import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A guide as Markdown. */
export interface Guide {
  /** The name of its file without `.md`, and the last part of its path. */
  readonly name: string;
  readonly title: string;
  /** What the index says of it. */
  readonly summary: string;
  readonly markdown: string;
}

/** The guides in the order of their index, and the index itself. */
export interface Guides {
  readonly index: string;
  readonly guides: readonly Guide[];
}

/** Reads `index.md`, and the guides that it links in its lists: `- [Title](name.md): what it is about.` */
export function readGuides(folder: string): Guides {
  const index = readFileSync(join(folder, "index.md"), "utf8");
  const links = [...index.matchAll(/^- \[([^\]]+)\]\(((?:\.\.\/)?[a-z-]+)\.md\): (.+(?:\n {2}.+)*)$/gm)];
  const guides = links.map(([, title = "", path = "", summary = ""]) => ({
    name: path.replace("../", ""),
    title,
    summary: summary.replaceAll(/\s+/g, " "),
    markdown: readFileSync(join(folder, `${path}.md`), "utf8"),
  }));
  return { index, guides };
}
