import { expect, it } from "vitest";
import { createRandom } from "../../../local/node/random.ts";
import { finish, request, viewRows } from "../../support/node/rebuilds.ts";
import { openReviewShop } from "./shop.ts";

const operations = 10_000;

/** What has happened to each comment, for the count at the end. */
interface Known {
  readonly id: string;
  readonly handle: string;
  readonly rating: number | null;
  readonly parentId: string | null;
  status: string;
}

/** Does random things with the reviews of three products. */
function openRandomShop(seed: number) {
  const shop = openReviewShop();
  const random = createRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const handles = [shop.lamp, shop.sell("Desk"), shop.sell("Chair")].map(({ handle }) => handle);
  const known = new Map<string, Known>();

  const write = () => {
    const handle = pick(handles) ?? "";
    const shown = [...known.values()].filter((one) => one.handle === handle && one.status === "approved");
    const parent = random() < 0.3 ? pick(shown) : undefined;
    const rating = parent === undefined && random() < 0.8 ? 1 + Math.floor(random() * 5) : null;
    const result = shop.write({
      ...{ handle, rating, author: { name: "Grace", email: "grace@example.com" } },
      ...(parent === undefined ? {} : { parentId: parent.id }),
    });
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
      const sizes = shop.tenant.storage.rows("SELECT sum(comments) AS size FROM comment_sizes");
      expect(sizes).toEqual([{ size: known.size }]);
    },
  };
}

it("ratings and sizes equal a count at any time, and a rebuild writes the same", async () => {
  const shop = openRandomShop(7);
  for (let step = 1; step <= operations; step += 1) {
    shop.step();
    if (step % 500 === 0) await shop.check();
  }
  expect(shop.known.size).toBeGreaterThan(50);
  const before = viewRows(shop.platform);
  // What was never there is swept, and what is lost is counted again.
  shop.platform.readModel.run("UPDATE product_ratings SET reviews = 0, stars = 0");
  await finish(shop.platform, shop.tenant, request(shop.tenant));
  await shop.check();
  expect(viewRows(shop.platform).product_ratings).toEqual(before.product_ratings);
}, 120_000);
