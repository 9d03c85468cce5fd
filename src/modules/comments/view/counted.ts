/** How many comments of a post are shown: they and all above them are approved. */
export function countShown(postId: string): string {
  const threads = `comments AS c INDEXED BY comments_shown WHERE c.tenant_id = ?1 AND c.subject_id = ${postId}
  AND c.status = 'approved' AND c.depth = 1`;
  return `((SELECT count(*) FROM ${threads}) + (SELECT count(*) FROM (SELECT c.id FROM ${threads}) AS thread
  CROSS JOIN comments AS r INDEXED BY comments_thread ON r.tenant_id = ?1 AND r.root_id = thread.id AND r.status = 'approved' AND r.depth > 1
  WHERE NOT EXISTS (SELECT 1 FROM json_each(r.state, '$.ancestors') AS above
    CROSS JOIN comments AS u ON u.tenant_id = ?1 AND u.id = above.value AND u.status <> 'approved')))`;
}

/** The ids of all posts that anybody has commented on. */
export const allPosts =
  "SELECT DISTINCT subject_id FROM comments INDEXED BY comments_shown WHERE tenant_id = ?1 AND status = 'approved' AND depth = 1 AND subject_type = 'post'";
