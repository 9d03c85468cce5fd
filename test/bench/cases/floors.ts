import { get, type Load, mixOf, post } from "../load/workload.ts";
import type { Bench } from "./case.ts";

/** The floors by the names that reports give them. */
export const floors = {
  hello: (bench: Bench) => () => bench.load(mixOf(bench.floorUrl, [get("/hello")])),
  "one query": (bench: Bench) => () =>
    bench.load(
      mixOf(
        bench.floorUrl,
        ids.map((id) => get(`/page/${id}`)),
      ),
    ),
  "one list query": (bench: Bench) => () =>
    bench.load(
      mixOf(
        bench.floorUrl,
        ids.map((id) => get(`/list/${id % 970}`)),
      ),
    ),
  object: (bench: Bench) => () => bench.load(mixOf(bench.floorUrl, [addThing])),
  "object, by the client of flows": (bench: Bench) => () =>
    bench.load({ ...mixOf(bench.floorUrl, [addThing]), kind: "flow" }),
  "95 % hello": (bench: Bench) => () =>
    bench.load(mixOf(bench.floorUrl, [...Array.from({ length: 19 }, () => get("/hello")), addThing])),
  "D1 inserts": (bench: Bench) => async (): Promise<Load> => {
    const { count, perSecond } = await bench.load({
      ...mixOf(bench.floorUrl, [post("/events", {})]),
      connections: 1,
    });
    return { count: count * 100, perSecond: perSecond * 100, p50: null, p99: null };
  },
} as const;

const ids = Array.from({ length: 1_000 }, (_, index) => index + 1);
const addThing = post("/things", { name: "bench" });

/** Makes the floor's rows as long as the answers that they are compared with. */
export async function fillFloor(bench: Bench): Promise<void> {
  const read = async (path: string) => {
    const answer = await fetch(`${bench.url}${path}`, { headers: { "X-Tenant": bench.shop.slug } });
    return answer.text();
  };
  const page = await read("/v1/store/products/product-1");
  const { items } = JSON.parse(await read("/v1/store/products?limit=20"));
  const filled = await fetch(`${bench.floorUrl}/fill`, {
    method: "POST",
    body: JSON.stringify({ page, item: JSON.stringify(items[0]) }),
  });
  if (!filled.ok) throw new Error(`the floor answered ${filled.status}: ${await filled.text()}`);
}
