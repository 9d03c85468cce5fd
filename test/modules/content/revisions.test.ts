import { describe, expect, it } from "vitest";
import { diffOf } from "../../../src/modules/content/revisions/diff.ts";
import type { RevisionResponse } from "../../../src/modules/content/revisions/schema.ts";
import { openMagazine } from "./given.ts";

const text = (body: string) => [{ locale: "en", title: "Summer", body }];

function openHistory() {
  const magazine = openMagazine();
  const { id } = magazine.post({ translations: text("one\ntwo\n"), tags: ["a"] });
  const revisions = () =>
    (magazine.reads("listPostRevisions", { id, limit: 100, after: null }) as { items: { number: number }[] })
      .items;
  const revision = (number: number) =>
    (magazine.reads("readPostRevisions", { id, number, against: null }) as { revision: RevisionResponse })
      .revision;
  return { ...magazine, id, revisions, revision };
}

describe("revisions of a post", () => {
  it("are kept of every change of its content, and of nothing else", () => {
    const { id, does, revisions, revision } = openHistory();
    does("publishPost", { id });
    does("updatePost", { id, patch: { position: 5 } });
    does("updatePost", { id, patch: { translations: text("one\n2\n") } });
    expect(revisions()).toMatchObject([{ number: 2, restoredFrom: null }, { number: 1 }]);
    expect(revision(1)).toMatchObject({ translations: text("one\ntwo\n"), tags: [{ slug: "a" }] });
  });

  it("are restored as a new one; status and place stay", () => {
    const { id, does, revisions } = openHistory();
    does("updatePost", { id, patch: { translations: [{ locale: "de", title: "Sommer" }], tags: ["b"] } });
    does("publishPost", { id });
    const restored = does("restorePostRevision", { id, number: 1 });
    expect(restored).toMatchObject({
      status: "published",
      translations: text("one\ntwo\n"),
      tags: [{ slug: "a", name: "a" }],
    });
    expect(revisions()[0]).toMatchObject({ number: 3, restoredFrom: 1 });
    does("restorePostRevision", { id, number: 1 });
    expect(revisions()).toHaveLength(3);
  });

  it("beyond the last hundred are forgotten", () => {
    const { id, does, revisions, refused } = openHistory();
    for (let count = 0; count < 105; count += 1)
      does("updatePost", { id, patch: { translations: text(`text ${count}`) } });
    expect(revisions()).toHaveLength(100);
    expect(refused("restorePostRevision", { id, number: 3 }).code).toBe("not-found");
  });

  it("beyond their size are forgotten too", () => {
    const { id, does, revisions } = openHistory();
    for (let count = 0; count < 20; count += 1)
      does("updatePost", { id, patch: { translations: text(`${count}${"x".repeat(999_000)}`) } });
    expect(revisions().length).toBeLessThan(18);
  });

  it("can be compared: fields as a whole, bodies by line", async () => {
    const { id, does, revision } = openHistory();
    const german = { locale: "de", title: "Sommer" };
    does("updatePost", {
      id,
      patch: { translations: [...text("one\n2\n"), german], tags: [], template: "x" },
    });
    expect(await diffOf(revision(1), revision(2))).toEqual({
      against: 1,
      fields: [
        { field: "template", before: null, after: "x" },
        { field: "tags", before: [{ slug: "a", name: "a" }], after: [] },
      ],
      translations: [
        expect.objectContaining({ locale: "de", change: "added", body: [] }),
        {
          ...{ locale: "en", change: "changed", fields: [] },
          body: [{ oldStart: 1, oldLines: 2, newStart: 1, newLines: 2, lines: [" one", "-two", "+2"] }],
        },
      ],
    });
  });

  it("that have nothing in common say so, without comparing for long", async () => {
    const { id, does, revision } = openHistory();
    const lines = (word: string) => Array.from({ length: 60_000 }, (_, line) => `${word} ${line}`).join("\n");
    does("updatePost", { id, patch: { translations: text(lines("a")) } });
    does("updatePost", { id, patch: { translations: text(lines("b")) } });
    const { translations } = await diffOf(revision(2), revision(3));
    expect(translations).toMatchObject([{ body: null }]);
  });
});
