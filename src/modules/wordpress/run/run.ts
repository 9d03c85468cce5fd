import { refusal } from "../../../kernel/api/problem.ts";
import type { WorkflowContext } from "../../../kernel/operation/workflow.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { plainText } from "../body/plain.ts";
import { leftComments, planComments } from "../plan/comments.ts";
import { planNode, type Remark } from "../plan/node.ts";
import { readParts } from "../read/parts.ts";
import { UnreadableExport } from "../read/unreadable.ts";
import type { WxrAuthor, WxrCategory, WxrItem } from "../read/wxr.ts";
import type { WordpressAttachment, WordpressReport } from "../schema.ts";
import { openBatches, withoutItem } from "./batches.ts";
import { sendCategories } from "./categories.ts";
import { openMenus } from "./menus.ts";
import { openReport, placeOf, type Report } from "./report.ts";

type ImportContext = Pick<WorkflowContext, "invokeAll" | "pause" | "tenant">;

interface ImportRequest {
  readonly file: ReadableStream<Uint8Array>;
  readonly charset: string | null;
}

/** Imports an export of WordPress while it arrives. What is wrong with an item fails only that one. */
export async function runImport(
  context: ImportContext,
  { file, charset }: ImportRequest,
): Promise<Result<WordpressReport>> {
  const tenant = await context.tenant();
  if (!tenant.ok) return tenant;
  const takes = (module: string) => !tenant.value.disabledModules.includes(module);
  const report = openReport();
  const site = openSite();
  const menus = openMenus(report, takes("menus"));
  const items = openItems(context, { report, site, menus, takesComments: takes("comments") });
  let categories: WxrCategory[] = [];
  const beforeItems = async (): Promise<Result<null>> => {
    const sent = categories;
    categories = [];
    return sent.length === 0 ? ok(null) : sendCategories(context, sent);
  };
  try {
    for await (const part of readParts({ file, charset, pause: context.pause })) {
      if (part.kind === "author") site.authors.set(part.author.login, part.author);
      if (part.kind === "site") {
        // Its posts would come a second time, because they have other ids in the file.
        if (part.url === `urn:tenant:${tenant.value.id}`)
          return refused(refusal("invalid-wxr", "The file is an export of this shop itself."));
        site.url = part.url;
      }
      if (part.kind === "menu") menus.list(part.menu, part.line);
      if (part.kind === "category") {
        categories.push(part.category);
        site.categories.set(part.category.termId, part.category);
      }
      if (part.kind in plural) report.count(plural[part.kind as keyof typeof plural]);
      if (part.kind === "cut-off" && !part.isWithinItem)
        report.find({ line: 0, item: "", code: "cut-off", detail: "The file ends before its end." });
      if (part.kind !== "item") continue;
      const ready = await beforeItems();
      const taken = ready.ok ? await items.take(part.item) : ready;
      if (!taken.ok) return taken;
    }
  } catch (error) {
    if (error instanceof UnreadableExport) return refused(refusal("invalid-wxr", error.message));
    throw error;
  }
  const ready = await beforeItems();
  const finished = ready.ok ? await items.finish() : ready;
  const sent = finished.ok ? await menus.send(context, site, site.url) : finished;
  return sent.ok ? ok(report.finish()) : sent;
}

const plural = { author: "authors", category: "categories", tag: "tags", menu: "menus" } as const;

/** What items refer to, as far as the file was read. */
function openSite() {
  return {
    authors: new Map<string, WxrAuthor>(),
    /** The node of each post and page, by its id in WordPress. */
    nodes: new Map<string, string>(),
    /** The title of each of them. */
    titles: new Map<string, string>(),
    categories: new Map<string, WxrCategory>(),
    /** The address of the blog. */
    url: "",
    /** The item that has each GUID, by its id in WordPress. */
    names: new Map<string, string>(),
    /** The address of each attachment, by its id in WordPress. */
    files: new Map<string, string>(),
  };
}
type Site = ReturnType<typeof openSite>;

/** Characters of items that may wait for what they refer to. */
const mostWaiting = 8 * 1024 * 1024;

interface Openings {
  readonly report: Report;
  readonly site: Site;
  readonly menus: Menus;
  readonly takesComments: boolean;
}
type Menus = ReturnType<typeof openMenus>;

function openItems(context: ImportContext, { report, site, menus, takesComments }: Openings) {
  const batches = openBatches(context, report);
  let waiting: WxrItem[] = [];
  let characters = 0;
  const plan = async (item: WxrItem): Promise<Result<null>> => {
    const { parent, image, unknown } = referencesOf(item, site);
    const author = site.authors.get(item.creator);
    const name = nameOf(item, site);
    const planned = await planNode(item, { name, author, parentId: parent, image });
    if ("code" in planned) {
      report.fail({ ...placeOf(item), ...planned });
      for (const finding of leftComments(item, withoutItem).left) report.skip(finding);
      return ok(null);
    }
    site.nodes.set(item.id, planned.node.id);
    site.titles.set(item.id, planned.node.title);
    const comments = takesComments
      ? await planComments(item, name, { type: planned.kind, id: planned.node.id })
      : leftComments(item, commentsOff);
    for (const finding of comments.left) report.skip(finding);
    return batches.add({ ...planned, remarks: [...planned.remarks, ...unknown], item, comments });
  };
  return {
    async take(item: WxrItem): Promise<Result<null>> {
      if (item.type !== "post" && item.type !== "page" && item.state === "whole") {
        takeOther(item, report, site, menus);
        return ok(null);
      }
      report.count(item.type === "page" ? "pages" : "posts");
      for (const _ of item.comments) report.count("comments");
      if (referencesOf(item, site).unknown.length === 0 || characters > mostWaiting) return plan(item);
      waiting.push(item);
      characters += item.content.length + item.comments.reduce((sum, { body }) => sum + body.length, 0);
      return ok(null);
    },
    /** What waited for items that come later in the file. */
    async finish(): Promise<Result<null>> {
      for (const item of parentsFirst(waiting)) {
        const planned = await plan(item);
        if (!planned.ok) return planned;
      }
      waiting = [];
      return batches.send();
    },
  };
}

/** What an item refers to. Pages can be below pages; a post's parent means nothing. */
function referencesOf({ type, parentId, meta }: WxrItem, { nodes, files }: Site) {
  const above = type === "page" ? parentId : null;
  const thumbnail = meta.get("_thumbnail_id") ?? null;
  const parent = above === null ? null : (nodes.get(above) ?? null);
  const image = thumbnail === null ? null : (files.get(thumbnail) ?? null);
  const unknown = [
    ...(above !== null && parent === null
      ? [{ code: "unknown-parent", detail: "The page above it is not in the file." }]
      : []),
    ...(thumbnail !== null && image === null
      ? [{ code: "unknown-image", detail: "Its featured image is not in the file." }]
      : []),
  ];
  return { parent, image, unknown };
}

/** The GUID of an item. A copy of a post can have the GUID of the post, and is told from it by its id. */
function nameOf({ guid, link, type, id }: WxrItem, { names }: Site): string {
  const name = guid || link || type;
  const owner = names.get(name) ?? id;
  names.set(name, owner);
  return owner === id && name !== type ? name : `${name} ${id}`;
}

/** A page after the one above it. Those in a circle come last, and lose it there. */
function parentsFirst(items: readonly WxrItem[]): readonly WxrItem[] {
  const waitingIds = new Set(items.map(({ id }) => id));
  const children = Map.groupBy(items, ({ parentId }) => parentId ?? "");
  const ordered = new Set(items.filter(({ parentId }) => parentId === null || !waitingIds.has(parentId)));
  for (const { id } of ordered) for (const child of children.get(id) ?? []) ordered.add(child);
  for (const item of items) ordered.add(item);
  return [...ordered];
}

function takeOther(item: WxrItem, report: Report, { files }: Site, menus: Menus): void {
  switch (item.type) {
    case "attachment":
      report.count("attachments");
      if (item.attachmentUrl === null) return;
      files.set(item.id, item.attachmentUrl);
      report.attachment(attachmentOf(item, item.attachmentUrl));
      return;
    case "nav_menu_item":
      report.count("menuItems");
      menus.take(item);
      return;
    default: {
      const detail = `Nothing is made of items of type ${item.type.slice(0, 50)}.`;
      report.count("others");
      report.find({ ...placeOf(item), code: "unknown-type", detail });
    }
  }
}

function attachmentOf({ line, title, excerpt, meta }: WxrItem, url: string): WordpressAttachment {
  const text = (html: string) => plainText(html.slice(0, 2_000)).slice(0, 500);
  const alt = text(meta.get("_wp_attachment_image_alt") ?? "");
  return { line, title: text(title), url: url.slice(0, 2_048), alt, caption: text(excerpt) };
}

const commentsOff: Remark = {
  code: "comments-off",
  detail: "The module `comments` is off, so this one is not imported.",
};
