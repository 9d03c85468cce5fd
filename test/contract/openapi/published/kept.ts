import { readFileSync } from "node:fs";
import type { Published } from "./operations.ts";

/** The document as it was published last, without what is only read: one line for each operation and each component. */
export const publishedFile = "test/golden/openapi/published.json";

export function readPublished(): Published {
  // `npm run openapi` writes it in this shape.
  return JSON.parse(readFileSync(publishedFile, "utf8")) as Published;
}

/** What clients rely on in a document. */
export function publishedOf(document: object): Published {
  const { paths, components } = withoutTexts(document) as Published;
  return { paths, components };
}

/** The text of the file. */
export function publishedText({ paths, components }: Published): string {
  const block = (entries: object) =>
    Object.entries(entries)
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
      .join(",\n");
  const parts = Object.entries(components).map(
    ([name, all]) => `${JSON.stringify(name)}:{\n${block(all)}\n}`,
  );
  return `{"paths":{\n${block(paths)}\n},"components":{\n${parts.join(",\n")}\n}}\n`;
}

const texts = ["description", "summary", "example", "examples", "x-permission"];

function withoutTexts(value: unknown, isNames = false): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutTexts(one));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => isNames || !texts.includes(name));
  return Object.fromEntries(
    kept.map(([name, one]) => [name, withoutTexts(one, name === "properties" && !isNames)]),
  );
}
