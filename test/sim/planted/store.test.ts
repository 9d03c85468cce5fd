import { describe, expect, it } from "vitest";
import type { EdgeDeps } from "../../../src/http/cache/edge.ts";
import type { ChangeFeed } from "../../../src/http/cache/isolate/changes.ts";
import { findWith } from "./support/find.ts";

/** The parts of an edge, with another memory of what has changed. */
const hearing =
  (changed: (feed: ChangeFeed) => Partial<ChangeFeed>) =>
  (deps: EdgeDeps): EdgeDeps => {
    const { changes } = deps.cache;
    return { ...deps, cache: { ...deps.cache, changes: { ...changes, ...changed(changes) } } };
  };

const tooOld = "a cached answer is not older than its bound";

describe("the simulator finds", { timeout: 300_000 }, () => {
  it("cached answers whose tags are not checked", async () => {
    const edgeDeps = hearing((feed) => ({
      heard(...asked) {
        const heard = feed.heard(...asked);
        return heard.state === "known" ? { ...heard, changes: { ...heard.changes, tags: new Map() } } : heard;
      },
    }));
    const { violation } = await findWith({ edgeDeps });
    expect(violation?.invariant).toBe(tooOld);
  });

  it("a key of the cache that leaves out the tenant", async () => {
    const canonical = <Read extends { readonly key: string }>(read: Read): Read => ({
      ...read,
      key: read.key.replace(/ten_\w+/, "ten"),
    });
    const { violation } = await findWith({ canonical });
    expect(violation?.invariant).toBe("a shopper sees their own tenant");
  });

  it("an isolate that goes on believing what it heard long ago", async () => {
    const last = new Map<string, ReturnType<ChangeFeed["heard"]>>();
    const edgeDeps = hearing((feed) => ({
      heard(tenantId, now) {
        const heard = feed.heard(tenantId, now);
        if (heard.state === "known") last.set(tenantId, heard);
        return last.get(tenantId) ?? heard;
      },
    }));
    const { violation } = await findWith({ edgeDeps });
    expect(violation?.invariant).toBe(tooOld);
  });

  it("a view that does not say what its events change", async () => {
    const { violation } = await findWith({
      modules: (modules) =>
        modules.map((module) => ({
          ...module,
          views: module.views.map((view) =>
            view.name === "products" ? { ...view, cacheTags: () => [] } : view,
          ),
        })),
    });
    expect(violation?.invariant).toBe(tooOld);
  });
});
