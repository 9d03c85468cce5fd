import type { WorkflowContext } from "../../../kernel/operation/workflow.ts";
import type { ObjectQuery } from "../../../kernel/read/query.ts";
import { ok, type Result } from "../../../kernel/values/result.ts";
import { type Comment, exportComments } from "../../comments/index.ts";
import {
  type ContentCategoryState,
  type ExportedNode,
  type ExportPage,
  exportCategories,
  exportPages,
  exportPosts,
  exportTags,
  type TagState,
} from "../../content/index.ts";
import { type AdminMenu, listMenus } from "../../menus/index.ts";

/** All content of a tenant, each in the order of its ids. What is read while it changes is as it is then. */
export interface Source {
  readonly categories: AsyncIterable<ContentCategoryState>;
  readonly tags: AsyncIterable<TagState>;
  readonly pages: AsyncIterable<ExportedNode>;
  readonly posts: AsyncIterable<ExportedNode>;
  /** Of pages, then of posts, each in the order of their ids. None while the module is off. */
  readonly comments: AsyncIterable<Comment>;
  readonly menus: readonly AdminMenu[];
}

/** Opens all content. It reads the beginning of each kind, so that whoever may not list one of them is refused at once. */
export async function openSource(context: WorkflowContext): Promise<Result<Source>> {
  const tenant = await context.tenant();
  if (!tenant.ok) return tenant;
  const isOn = (module: string) => !tenant.value.disabledModules.includes(module);
  const categories = await walk(context, exportCategories);
  if (!categories.ok) return categories;
  const tags = await walk(context, exportTags);
  if (!tags.ok) return tags;
  const pages = await walk(context, exportPages);
  if (!pages.ok) return pages;
  const posts = await walk(context, exportPosts);
  if (!posts.ok) return posts;
  const comments = isOn("comments") ? await walk(context, exportComments) : ok(nothing());
  if (!comments.ok) return comments;
  const menus = isOn("menus") ? await readMenus(context) : ok([]);
  if (!menus.ok) return menus;
  return ok({
    categories: categories.value,
    tags: tags.value,
    pages: pages.value,
    posts: posts.value,
    comments: comments.value,
    menus: menus.value,
  });
}

async function* nothing(): AsyncGenerator<never> {}

async function walk<Item>(
  { invoke }: WorkflowContext,
  query: ObjectQuery<{ after: string }, ExportPage<Item>>,
): Promise<Result<AsyncIterable<Item>>> {
  const first = await invoke(query, { after: "" });
  return first.ok ? ok(itemsOf(first.value, (after) => invoke(query, { after }))) : first;
}

/** Reads the next page only when the caller needs it. */
async function* itemsOf<Item>(
  first: ExportPage<Item>,
  read: (after: string) => Promise<Result<ExportPage<Item>>>,
): AsyncGenerator<Item> {
  let page = first;
  for (;;) {
    yield* page.items;
    if (page.next === null) return;
    const next = await read(page.next);
    if (!next.ok) throw new Error(`export interrupted: ${next.refusal.detail}`);
    page = next.value;
  }
}

/** There is one for each location at most. */
async function readMenus({ invoke }: WorkflowContext): Promise<Result<readonly AdminMenu[]>> {
  const page = await invoke(listMenus, { limit: 20, after: null, count: false });
  return page.ok ? ok(page.value.items) : page;
}
