import { platformToken } from "../../../src/kernel/access/actor.ts";
import type { Shop } from "../../support/node/shop.ts";

/** The lines of a shop's export. `between` happens after each page. */
export function exportOf({ tenant }: Shop, between: (page: number) => void = () => {}): readonly string[] {
  let text = "";
  let cursor: string | null = null;
  for (let page = 1; ; page += 1) {
    const read: { text: string; cursor: string | null } = pageAfter(tenant, cursor);
    text += read.text;
    cursor = read.cursor;
    if (cursor === null) return text.trimEnd().split("\n");
    between(page);
  }
}

function pageAfter(tenant: Shop["tenant"], cursor: string | null) {
  const query = "transfers.readExportPage";
  const asked = tenant.core.ask({ query, input: { cursor }, actor: platformToken });
  if (!asked.ok) throw new Error(JSON.stringify(asked.refusal));
  return asked.value as { text: string; cursor: string | null };
}

/** Imports lines into a shop. Returns the first refusal, if there is one. */
export function importInto({ run }: Shop, lines: readonly string[], from = 1) {
  for (const [index, text] of lines.entries()) {
    const result = run("transfers.importLine", { line: from + index, text });
    if (!result.ok) return result.refusal;
  }
  return null;
}

/** A line of an export as the object that it is. */
export const parsed = (line: string) => JSON.parse(line) as Record<string, unknown>;

/** The line of an export about one thing. */
export function lineAbout(lines: readonly string[], type: string): number {
  const index = lines.findIndex((line) => parsed(line).type === type);
  if (index === -1) throw new Error(`no line about ${type}`);
  return index;
}
