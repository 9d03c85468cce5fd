import { readFileSync } from "node:fs";

export const largeThread = "com_01J00000000000000000000000";
export const largePostThread = "com_01J00000000000000000010000";
export const largePageThread = "com_01J00000000000000000020000";
const threadOf = { product: largeThread, post: largePostThread, page: largePageThread };
type SubjectType = keyof typeof threadOf;
const threads = 120;

/** The rows of threads of a product, post or page, and of as many replies to the first of them. */
function manyComments(type: SubjectType, subjectId: string) {
  return Array.from({ length: 2 * threads }, (_, index) => comment(index, { type, id: subjectId }));
}

/** The rows of comments on a product, and on the post and the page `summer-0`. */
export function allComments(
  rows: (sql: string) => readonly Record<string, unknown>[],
  tenantId: string,
  productId: string,
) {
  const nodes = rows("SELECT DISTINCT kind, node_id AS id FROM node_slugs WHERE handle = 'summer-0'");
  const onNodes = nodes.flatMap(({ kind, id }) =>
    manyComments(kind === "page" ? "page" : "post", String(id)),
  );
  return [...manyComments("product", productId), ...onNodes].map((row) => ({ tenant_id: tenantId, ...row }));
}

const sample = JSON.parse(readFileSync("test/golden/states/samples/comment.v1.json", "utf8"));

function comment(index: number, subject: { readonly type: SubjectType; readonly id: string }) {
  const root = threadOf[subject.type];
  const id = `${root.slice(0, -4)}${String(index).padStart(4, "0")}`;
  const at = new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString();
  const isReply = index >= threads;
  const body = `${index} ${"é".repeat(4_990)}`;
  const state = {
    ...sample,
    ...{ id, subject, status: "approved", body, rating: null },
    ...{ rootId: isReply ? root : id, parentId: isReply ? root : null },
    ...{ ancestors: isReply ? [root] : [], depth: isReply ? 2 : 1, createdAt: at },
  };
  return {
    ...{ id, version: 1, subject_type: subject.type, subject_id: subject.id, root_id: state.rootId },
    ...{ depth: state.depth, status: "approved", awaiting: 0, created_at: at },
    state: JSON.stringify(state),
    state_version: 1,
  };
}
