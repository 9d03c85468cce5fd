import { z } from "zod";
import type { Simulation } from "../../simulation.ts";
import { readerOf } from "../lists/reader.ts";
import { compareCounts } from "./compare.ts";

const counted = z.array(z.looseObject({ id: z.string(), count: z.int() }));

/** Every category or tag with the published posts in it. A category includes those below it. */
const postsOfTerms = `WITH RECURSIVE below (root, id) AS (SELECT id, id FROM content_terms WHERE kind = ?1
    UNION SELECT below.root, child.id FROM below JOIN content_terms AS child ON child.parent_id = below.id)
  SELECT below.root AS id, count(DISTINCT n.id) AS posts FROM below
  LEFT JOIN content_node_terms AS t ON t.term_id = below.id
  LEFT JOIN content_nodes AS n ON n.id = t.node_id AND n.kind = 'post' AND n.status = 'published' GROUP BY below.root`;

/** Checks that shoppers see all tags and categories, each with the number of its posts. */
export async function checkTerms({ world: { hosts, database, registry } }: Simulation): Promise<void> {
  const read = readerOf(database, registry.modules);
  for (const { tenantId, sqlite } of hosts)
    for (const [kind, name] of [
      ["tag", "content.listStoreTags"],
      ["contentCategory", "content.listStoreContentCategories"],
    ] as const) {
      const listed: z.infer<typeof counted> = [];
      let after: unknown = null;
      do {
        const { items, next } = await read({ name, input: {} }, tenantId, { after, limit: 5 });
        listed.push(...counted.parse(items));
        after = next;
      } while (after !== null);
      compareCounts(
        "tags and categories count their posts",
        new Map(listed.map(({ id, count }) => [id, String(count)])),
        new Map(sqlite.rows(postsOfTerms, kind).map(({ id, posts }) => [String(id), String(posts)])),
      );
    }
}
