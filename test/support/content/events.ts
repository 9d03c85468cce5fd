import { createRandom } from "../../../local/node/random.ts";
import { newId, newUlid } from "../../../src/kernel/values/id.ts";
import { type Envelope, envelopeVersion } from "../../../src/kernel/write/event.ts";
import { contentIds } from "../../../src/modules/content/ids.ts";
import { type NodeState, nodeState } from "../../../src/modules/content/nodes/schema.ts";

const colours = ["Red", "Blue", "Green", "Black", "White", "Ochre", "Grey", "Teal"];
const things = [
  "shirts",
  "lamps",
  "tents",
  "bottles",
  "jackets",
  "bags",
  "mugs",
  "boots",
  "scarves",
  "tables",
];
const now = Date.parse("2026-01-01T00:00:00Z");
const termsInAll = { tags: 60, categories: 12 };

/** The events that commands would emit for so many published posts, of about 300 words each. Deterministic. */
export function* postEvents(tenantId: string, posts: number, firstSeq: number): Generator<Envelope> {
  const random = createRandom(11);
  const vocabulary = Array.from({ length: 5_000 }, () => newUlid(now, random).slice(-7).toLowerCase());
  const ids = (count: number, kind: "tag" | "contentCategory") =>
    Array.from({ length: count }, () => newId(contentIds[kind], now, random));
  const tags = ids(termsInAll.tags, "tag");
  const categories = ids(termsInAll.categories, "contentCategory");
  for (let index = 0; index < posts; index += 1) {
    const words = Array.from(
      { length: 300 },
      () => vocabulary[Math.floor(random() ** 2 * vocabulary.length)],
    );
    const at = new Date(now + index * 60_000).toISOString();
    const series = `series${String(Math.floor(index / 500)).padStart(4, "0")}`;
    const title = `About ${colours[index % 8]} ${things[(index >> 1) % 10]} ${series}`;
    const state: NodeState = {
      id: newId(contentIds.node, now + index * 60_000, random),
      ...{ kind: "post", status: "published", author: { id: null, name: "Ada" }, parentId: null },
      ...{
        position: 0,
        sticky: false,
        commentsOpen: true,
        template: null,
        featuredMedia: null,
        metadata: {},
        blocks: [],
      },
      tagIds: [tags[index % termsInAll.tags] ?? ""],
      categoryIds: [categories[index % termsInAll.categories] ?? ""],
      translations: [
        {
          ...{ locale: "en", title, slug: `post-${index}`, excerpt: null, format: "markdown", seo: null },
          body: `## ${title}\n\n${words.join(" ")}`,
        },
      ],
      ...{ redirects: [], publishAt: null, unpublishAt: null, publishedAt: at, createdAt: at, updatedAt: at },
    };
    yield {
      ...{ envelope: envelopeVersion, id: newUlid(now, random), tenantId, epoch: 1, seq: firstSeq + index },
      ...{ type: "content.node.published", version: 1 },
      aggregate: { type: "node", id: state.id, version: 1 },
      ...{ occurredAt: at, actor: { kind: "system" }, correlationId: newUlid(now, random), data: {} },
      ...{ state, stateVersion: nodeState.version },
    };
  }
}
