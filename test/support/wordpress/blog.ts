import { type Comment, comment } from "../../../src/modules/comments/comment/schema.ts";
import { type AdminNode, adminNode } from "../../../src/modules/content/nodes/wire.ts";
import type { WordpressReport } from "../../../src/modules/wordpress/schema.ts";
import { importWordpress } from "../../../src/modules/wordpress/workflows.ts";
import { openInvoker } from "../invoker.ts";
import { openShop } from "../node/shop.ts";
import { fileOf } from "./wxr.ts";

/** A tenant, and what it imports from WordPress. */
export function openBlog() {
  const shop = openShop();
  const invoke = openInvoker(shop.platform, shop.tenant);
  const nodes = (): AdminNode[] =>
    shop.tenant.storage
      .rows("SELECT id, kind FROM content_nodes ORDER BY id")
      .map(({ id, kind }) => adminNode.parse(read(String(id), String(kind))));
  function read(id: string, kind: string): unknown {
    const query = kind === "page" ? "content.readPage" : "content.readPost";
    const answer = shop.tenant.core.ask({ query, input: { id }, actor: { kind: "system" } });
    return answer.ok ? answer.value : answer.refusal.code;
  }
  return {
    ...shop,
    nodes,
    /** The comments as they are stored. */
    comments: (): Comment[] =>
      shop.tenant.storage
        .rows("SELECT content FROM comments ORDER BY id")
        .map(({ content }) => comment.parse(JSON.parse(String(content)))),
    bySlug: (slug: string) => nodes().find((node) => node.slug === slug),
    async import(text: string, partBytes?: number): Promise<WordpressReport> {
      const result = await invoke(importWordpress, { file: fileOf(text, partBytes), charset: null });
      if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.detail}`);
      return result.value;
    },
    async refused(text: string): Promise<string> {
      const result = await invoke(importWordpress, { file: fileOf(text), charset: null });
      return result.ok ? "imported" : result.refusal.code;
    },
  };
}
