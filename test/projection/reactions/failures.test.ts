import { describe, expect, it } from "vitest";
import { discardDeadLetter, replayDeadLetter } from "../../../src/projection/replay.ts";
import { openNotes } from "./given.ts";

const hourMs = 60 * 60 * 1000;

/** A note that the reader refuses for good, and what became of it. */
async function openWithDeadLetter() {
  const notes = openNotes();
  notes.read("ada");
  notes.world.treat(({ text }) => (text === "a1" ? "refuses" : "accepts"));
  notes.write(["a", "a1"], ["a", "a2"]);
  await notes.platform.deliverAll();
  await notes.pass(2 * 60_000);
  const [deadLetter] = notes.openLetters();
  const ref = { id: String(deadLetter?.id), subscription: "notes.readers/ada", seq: 1, aggregate: null };
  const replay = () => replayDeadLetter(notes.platform.projectorDeps, notes.tenant.id, ref, "mended");
  return { ...notes, deadLetter, ref, replay };
}

describe("an event that a reaction cannot handle", () => {
  it("is a dead letter after five attempts, and its key continues", async () => {
    const { deadLetter, world, arrived, openTasks } = await openWithDeadLetter();
    expect(deadLetter).toMatchObject({
      subscription: "notes.readers/ada",
      seq: 1,
      attempts: 5,
      error: "Error: the outside refuses it",
      status: "open",
    });
    expect(world.attempted.filter(({ text }) => text === "a1")).toHaveLength(5);
    expect(arrived("ada")).toEqual(["a2"]);
    expect(openTasks()).toEqual([]);
  });

  it("is sent again with the same key and content when its dead letter is replayed", async () => {
    const { world, write, replay, arrived, openLetters } = await openWithDeadLetter();
    world.treat(() => "accepts");
    write(["a", "a3"]);
    expect(await replay()).toEqual({ ok: true });
    expect(arrived("ada")).toContain("a1");
    expect(new Set(world.attempted.filter(({ text }) => text === "a1").map(({ key }) => key)).size).toBe(1);
    expect(openLetters()).toEqual([]);
  });

  it("stays a dead letter if the replay fails", async () => {
    const { replay, openLetters } = await openWithDeadLetter();
    expect(await replay()).toEqual({ ok: false, error: "Error: the outside refuses it" });
    expect(openLetters()).toHaveLength(1);
  });

  it("leaves no rows once its dead letter is settled", async () => {
    const { platform, tenant, ref, world, replay } = await openWithDeadLetter();
    await discardDeadLetter(platform.projectorDeps, tenant.id, ref, "no use");
    expect(platform.readModel.rows("SELECT status, event FROM dead_letters")).toEqual([
      { status: "discarded", event: null },
    ]);
    const before = world.attempted.length;
    expect(await replay()).toEqual({ ok: true });
    expect(world.attempted).toHaveLength(before);
  });

  it("is retried until the dead letter can be written", async () => {
    const { platform, world, read, write, pass, openLetters, arrived } = openNotes();
    read("ada");
    world.treat(({ text }) => (text === "a1" ? "refuses" : "accepts"));
    write(["a", "a1"], ["a", "a2"]);
    await platform.settle();
    platform.readModel.faults.down = true;
    await pass(5 * 60_000);
    expect(arrived("ada")).toEqual([]);
    platform.readModel.faults.down = false;
    await pass(5 * 60_000);
    expect(openLetters()).toMatchObject([{ seq: 1, attempts: 5 }]);
    expect(arrived("ada")).toEqual(["a2"]);
  });
});

describe("an unavailable outside service", () => {
  it("is not held against the event for a day, and then it is", async () => {
    const { platform, world, read, write, pass, openLetters, openTasks } = openNotes();
    read("ada");
    world.treat(() => "is unavailable");
    write(["a", "one"]);
    await platform.deliverAll();
    platform.clock.advance(23 * hourMs);
    await pass(10 * 60_000);
    expect(openLetters()).toEqual([]);
    expect(openTasks()).toHaveLength(1);
    platform.clock.advance(2 * hourMs);
    await pass(10 * 60_000);
    expect(openLetters()).toMatchObject([{ seq: 1, error: "OutsideUnavailable: 503" }]);
    expect(openTasks()).toEqual([]);
  });

  it("gets everything in order when it comes back", async () => {
    const { platform, world, read, write, pass, arrived } = openNotes();
    read("ada");
    world.treat(() => "is unavailable");
    for (let index = 1; index <= 20; index += 1) write([`n${index % 4}`, `text ${index}`]);
    await platform.deliverAll();
    await pass(10 * 60_000);
    world.treat(() => "accepts");
    await pass(5 * 60_000);
    const texts = arrived("ada");
    expect(texts).toHaveLength(20);
    for (let key = 0; key < 4; key += 1) {
      const ofKey = texts.map((text) => Number(text.slice(5))).filter((index) => index % 4 === key);
      expect(ofKey).toEqual(ofKey.toSorted((a, b) => a - b));
    }
  });

  it("is left alone once events of three keys have found it so", async () => {
    const { platform, world, read, write } = openNotes();
    read("ada");
    world.treat(() => "is unavailable");
    for (let index = 1; index <= 50; index += 1) write([`n${index}`, `text ${index}`]);
    await platform.deliverAll();
    expect(world.attempted.length).toBeLessThanOrEqual(5);
  });

  it("for one key does not delay other keys", async () => {
    const { platform, world, read, write, pass, arrived } = openNotes();
    read("ada");
    world.treat(({ text }) => (text.startsWith("a") ? "is unavailable" : "accepts"));
    write(["a", "a1"]);
    await platform.deliverAll();
    await pass(10 * 60_000);
    write(["b", "b1"]);
    await platform.deliverAll();
    expect(arrived("ada")).toEqual(["b1"]);
  });

  it("that never answers counts as one that is not available", async () => {
    const { platform, tenant, world, read, write, arrived, pass } = openNotes();
    read("ada");
    world.treat(() => "hangs");
    write(["a", "one"]);
    await platform.settle();
    const hanging = platform.deliver();
    await platform.rest();
    world.endTimeLimits();
    await hanging;
    expect(tenant.storage.rows("SELECT attempts, unavailable, error FROM attempts")).toEqual([
      { attempts: 1, unavailable: 1, error: "OutsideUnavailable: no answer within 10 s" },
    ]);
    world.treat(() => "accepts");
    await pass(60_000);
    expect(arrived("ada")).toEqual(["one"]);
  });
});
