import { expect, it } from "vitest";
import { batch, hour, minute, openObject } from "./given.ts";

const gauges = { text: "", withReadModel: true };
const newer = Array.from({ length: 300 }, (_, index) => `ten_newer${index}`);

it("names tenants of the last two minutes, the newest first", () => {
  const object = openObject();
  object.add(batch(1, { tenants: ["ten_1"] }));
  object.state.now += minute;
  object.add(batch(2, { tenants: ["ten_2"] }));
  expect(object.read().tenants).toEqual(["ten_2", "ten_1"]);
  object.state.now += 1.5 * minute;
  expect(object.read().tenants).toEqual(["ten_2"]);
});

it("a tenant that is late comes before all that did something since, until it is said to be up to date", () => {
  const object = openObject();
  object.add(batch(1, { tenants: ["ten_stuck", "ten_fine"] }));
  object.keep(gauges, { ten_stuck: true, ten_fine: false });
  object.state.now += hour;
  object.add(batch(2, { tenants: newer }));
  expect(object.read().tenants[0]).toBe("ten_stuck");
  expect(object.read().tenants).not.toContain("ten_fine");
  object.keep(gauges, { ten_stuck: false });
  expect(object.read().tenants).not.toContain("ten_stuck");
});

it("a late tenant that does not answer stays late, also after the object has left memory", () => {
  const object = openObject();
  object.keep(gauges, { ten_stuck: true });
  object.state.now += minute;
  object.keep(gauges, { ten_other: false });
  const woken = openObject(object.sqlite);
  woken.state.now = object.state.now;
  expect(woken.read().tenants).toEqual(["ten_stuck"]);
});

it("of more late tenants than can be asked, those come first that were not asked for longest", () => {
  const object = openObject();
  object.keep(gauges, { ten_1: true, ten_2: true, ten_3: true });
  object.state.now += minute;
  object.keep(gauges, { ten_1: true, ten_2: true });
  expect(object.read().tenants).toEqual(["ten_3", "ten_1", "ten_2"]);
});

it("keeps a thousand tenants at most, the late ones first, and a late one that is gone for a week", () => {
  const object = openObject();
  object.keep(gauges, { ten_stuck: true });
  object.state.now += hour;
  object.add(batch(1, { tenants: Array.from({ length: 2_000 }, (_, index) => `ten_${index}`) }));
  expect(object.read().tenants.length).toBe(1_000);
  const { tenants } = openAt(object).read();
  expect([tenants.length, tenants[0]]).toEqual([1_000, "ten_stuck"]);
  object.state.now += 8 * 24 * hour;
  expect(object.read().tenants).toEqual([]);
});

function openAt({ sqlite, state }: ReturnType<typeof openObject>) {
  const woken = openObject(sqlite);
  woken.state.now = state.now;
  return woken;
}
