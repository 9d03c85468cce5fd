import { expect, it } from "vitest";
import { createRandom } from "../../../local/node/random.ts";
import { finish, request, viewRows } from "../../support/node/rebuilds.ts";
import { openCommentBlog } from "./blog.ts";

const operations = 10_000;

/** What has happened to each comment, for the count at the end. */
interface Known {
  readonly id: string;
  readonly handle: string;
  readonly rating: number | null;
  readonly parentId: string | null;
  status: string;
}

/** Does random things with the reviews of three products and the comments on two posts. */
function openRandomShop(seed: number) {
  const shop = openCommentBlog();
  const random = createRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const handles = [shop.lamp, shop.sell("Desk"), shop.sell("Chair")].map(({ handle }) => handle);
  const slugs = [shop.hello, shop.post("Other", "other")].map(({ slug }) => slug);
  const known = new Map<string, Known>();

  const write = () => {
    const handle = pick([...handles, ...slugs]) ?? "";
    const isPost = slugs.includes(handle);
    const shown = [...known.values()].filter((one) => one.handle === handle && one.status === "approved");
    const parent = random() < 0.3 ? pick(shown) : undefined;
    const rating = parent === undefined && !isPost && random() < 0.8 ? 1 + Math.floor(random() * 5) : null;
    const replying = parent === undefined ? {} : { parentId: parent.id };
    const author = { name: "Grace", email: "grace@example.com" };
    const result = isPost
      ? shop.write({ handle, author, ...replying })
      : shop.writeReview({ handle, rating, author, ...replying });
    if (!result.ok) return;
    const { id, status } = result.answer as { readonly id: string; readonly status: string };
    known.set(id, { id, handle, rating, parentId: parent?.id ?? null, status });
  };
  const decide = () => {
    const one = pick([...known.values()]);
    const [by, to] =
      pick([
        ["approve", "approved"],
        ["approve", "approved"],
        ["reject", "rejected"],
        ["hide", "hidden"],
      ]) ?? [];
    if (one === undefined || to === undefined) return;
    if (shop.run(`comments.${by}Comment`, { id: one.id }).ok) one.status = to;
  };
  const remove = () => {
    const one = pick([...known.values()]);
    if (one === undefined) return;
    shop.must("comments.deleteComment", { id: one.id });
    const gone = new Set([one.id]);
    for (const { id, parentId } of known.values()) if (parentId !== null && gone.has(parentId)) gone.add(id);
    for (const id of gone) known.delete(id);
  };
  const counted = (handle: string) => {
    const stars = [...known.values()]
      .filter((one) => one.handle === handle && one.status === "approved")
      .flatMap(({ rating }) => rating ?? []);
    const sum = stars.reduce((total, one) => total + one, 0);
    return {
      average: stars.length === 0 ? null : Math.round((sum * 100) / stars.length) / 100,
      count: stars.length,
    };
  };
  const isShown = ({ status, parentId }: Known): boolean => {
    const parent = parentId === null ? null : known.get(parentId);
    return status === "approved" && (parent === null || (parent !== undefined && isShown(parent)));
  };
  return {
    ...shop,
    known,
    step() {
      const chance = random();
      if (chance < 0.4) write();
      else if (chance < 0.85) decide();
      else remove();
    },
    async check() {
      for (const handle of handles) expect(await shop.ratingOf(handle), handle).toEqual(counted(handle));
      for (const slug of slugs) {
        const shown = [...known.values()].filter((one) => one.handle === slug && isShown(one));
        expect(await shop.countOf(slug), slug).toBe(shown.length);
      }
      const sizes = shop.tenant.storage.rows("SELECT sum(comments) AS size FROM comment_sizes");
      expect(sizes).toEqual([{ size: known.size }]);
    },
  };
}

it("ratings, counts of comments and sizes equal a count at any time, and a rebuild writes the same", async () => {
  const shop = openRandomShop(7);
  for (let step = 1; step <= operations; step += 1) {
    shop.step();
    if (step % 500 === 0) await shop.check();
  }
  expect(shop.known.size).toBeGreaterThan(50);
  const before = viewRows(shop.platform);
  // What was never there is swept, and what is lost is counted again.
  shop.platform.readModel.run("UPDATE product_ratings SET reviews = 0, stars = 0");
  shop.platform.readModel.run("UPDATE comment_counts SET comments = 1000");
  await finish(shop.platform, shop.tenant, request(shop.tenant));
  await shop.check();
  const after = viewRows(shop.platform);
  expect(after.product_ratings).toEqual(before.product_ratings);
  expect(after.comment_counts).toEqual(before.comment_counts);
}, 120_000);
