import { z } from "zod";
import type { Simulation } from "../../simulation.ts";
import { Broken } from "../../violation.ts";
import type { Host } from "../../world/object/host.ts";
import type { World } from "../../world/world.ts";
import { readerOf } from "../lists/reader.ts";
import { compareCounts } from "./compare.ts";

const state = z.looseObject({
  id: z.string(),
  status: z.string(),
  ancestors: z.array(z.string()),
  subject: z.looseObject({ type: z.string(), id: z.string() }),
  rating: z.int().nullable(),
  reports: z.int(),
  suspicions: z.array(z.string()),
});
type Comment = z.infer<typeof state>;

/** Checks, once settled, what is counted from comments, and what moderators see of them. */
export async function checkComments({ world }: Simulation): Promise<void> {
  for (const host of world.hosts) {
    const comments = host.sqlite
      .rows("SELECT content FROM comments")
      .map(({ content }) => state.parse(JSON.parse(String(content))));
    checkCounts(world, host, comments);
    checkStars(world, host, comments);
    await checkQueue(world, host, comments);
  }
}

/** Each post counts the comments that are shown: they and all above them are approved. */
function checkCounts({ database }: World, { tenantId }: Host, comments: readonly Comment[]): void {
  const approved = new Set(comments.flatMap(({ id, status }) => (status === "approved" ? [id] : [])));
  const shown = comments.filter(
    ({ id, ancestors, subject }) =>
      subject.type === "post" && [id, ...ancestors].every((one) => approved.has(one)),
  );
  const rows = database.sqlite.rows(
    "SELECT subject_id, comments FROM comment_counts WHERE tenant_id = ?1",
    tenantId,
  );
  compareCounts(
    "posts count their comments",
    new Map(rows.map(({ subject_id: id, comments }) => [String(id), String(comments)])),
    new Map(
      [...Map.groupBy(shown, ({ subject }) => subject.id)].map(([id, all]) => [id, String(all.length)]),
    ),
  );
}

/** Each product counts the approved reviews that have stars, and their average in hundredths. */
function checkStars({ database }: World, { tenantId }: Host, comments: readonly Comment[]): void {
  const counting = comments.filter(
    ({ status, subject, rating }) => status === "approved" && subject.type === "product" && rating !== null,
  );
  const expected = [...Map.groupBy(counting, ({ subject }) => subject.id)].map(([id, all]) => {
    const stars = all.reduce((sum, { rating }) => sum + (rating ?? 0), 0);
    return [id, `${all.length}: ${Math.round((100 * stars) / all.length)}`] as const;
  });
  const rows = database.sqlite.rows(
    "SELECT product_id, reviews, average FROM product_ratings WHERE tenant_id = ?1",
    tenantId,
  );
  compareCounts(
    "products count their stars",
    new Map(rows.map(({ product_id: id, reviews, average }) => [String(id), `${reviews}: ${average}`])),
    new Map(expected),
  );
}

/** So many reports bring an approved comment back to the moderators. */
const reportsToReview = 3;

/** The list of what waits has each comment that a moderator has to decide about, and no other. */
async function checkQueue(
  { database, registry }: World,
  { tenantId }: Host,
  comments: readonly Comment[],
): Promise<void> {
  const waits = ({ status, reports, suspicions }: Comment) =>
    status === "pending" ||
    (status === "approved" && reports >= reportsToReview) ||
    (status === "hidden" && suspicions.length > 0);
  const expected = new Set(comments.filter(waits).map(({ id }) => id));
  const read = readerOf(database, registry.modules);
  let after: unknown = null;
  do {
    const list = { name: "comments.listComments", input: { awaiting: true } };
    const { items, next } = await read(list, tenantId, { after, limit: 5 });
    for (const { id } of z.array(z.looseObject({ id: z.string() })).parse(items))
      if (!expected.delete(id))
        throw new Broken("moderators see all that waits for them", `${id} is listed, or listed twice`);
    after = next;
  } while (after !== null);
  for (const id of expected)
    throw new Broken("moderators see all that waits for them", `${id} waits and is not listed`);
}
