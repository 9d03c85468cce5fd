import { readFileSync } from "node:fs";

export const largeThread = "com_01J00000000000000000000000";
const threads = 120;

/** The rows of threads of a product, and of as many replies to the first of them. */
export function manyComments(productId: string) {
  return Array.from({ length: 2 * threads }, (_, index) => comment(index, productId));
}

const sample = JSON.parse(readFileSync("test/golden/states/samples/comment.v1.json", "utf8"));

function comment(index: number, productId: string) {
  const id = index === 0 ? largeThread : `com_01J0000000000000000000${String(index).padStart(4, "0")}`;
  const at = new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString();
  const isReply = index >= threads;
  const body = `${index} ${"é".repeat(4_990)}`;
  const state = {
    ...sample,
    ...{ id, subject: { type: "product", id: productId }, status: "approved", body, rating: null },
    ...{ rootId: isReply ? largeThread : id, parentId: isReply ? largeThread : null },
    ...{ ancestors: isReply ? [largeThread] : [], depth: isReply ? 2 : 1, createdAt: at },
  };
  return {
    ...{ id, version: 1, subject_type: "product", subject_id: productId, root_id: state.rootId },
    ...{ depth: state.depth, status: "approved", awaiting: 0, created_at: at },
    state: JSON.stringify(state),
    state_version: 1,
  };
}
