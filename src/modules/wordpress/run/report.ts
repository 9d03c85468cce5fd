import type { WxrItem } from "../read/wxr.ts";
import type { WordpressAttachment, WordpressFinding, WordpressReport } from "../schema.ts";

/** The most findings of one import. Those beyond are counted. */
const mostFindings = 1_000;

/** Characters of the list of attachments. Those beyond are counted with the findings. */
const mostAttachments = 256 * 1024;

/** Collects what became of a file. */
export function openReport() {
  const outcomes = { created: 0, updated: 0, unchanged: 0, failed: 0 };
  const comments = { created: 0, unchanged: 0, skipped: 0 };
  const menus = { created: 0, unchanged: 0, skipped: 0 };
  const attachments: WordpressAttachment[] = [];
  let attachmentCharacters = 0;
  const counts = new Map<string, number>();
  const errors: WordpressFinding[] = [];
  let unlisted = 0;
  const find = (finding: WordpressFinding) => {
    if (errors.length < mostFindings) errors.push({ ...finding, item: finding.item.slice(0, 255) });
    else unlisted += 1;
  };
  return {
    count: (kind: string) => void counts.set(kind, (counts.get(kind) ?? 0) + 1),
    outcome(outcome: keyof typeof outcomes) {
      outcomes[outcome] += 1;
    },
    find,
    fail(finding: WordpressFinding) {
      outcomes.failed += 1;
      find(finding);
    },
    comment(outcome: "created" | "unchanged") {
      comments[outcome] += 1;
    },
    menu(outcome: keyof typeof menus) {
      menus[outcome] += 1;
    },
    attachment(file: WordpressAttachment) {
      attachmentCharacters += JSON.stringify(file).length;
      if (attachmentCharacters <= mostAttachments) attachments.push(file);
      else unlisted += 1;
    },
    /** A comment that is not taken. */
    skip(finding: WordpressFinding) {
      comments.skipped += 1;
      find(finding);
    },
    finish(): WordpressReport {
      const more = { line: 0, item: "", code: "more", detail: `${unlisted} more are not listed.` };
      return {
        ...outcomes,
        comments,
        menus,
        attachments,
        errors: unlisted > 0 ? [...errors, more] : errors,
        counts: Object.fromEntries(counts),
      };
    },
  };
}
export type Report = ReturnType<typeof openReport>;

/** Where an item is in the file, and what it is called there. */
export function placeOf({ line, title, guid, id }: Pick<WxrItem, "line" | "title" | "guid" | "id">) {
  return { line, item: title || guid || id };
}
