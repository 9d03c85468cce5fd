import type { ExecuteRequest } from "../../../durable-objects/write/transaction.ts";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import type { Envelope } from "../../../src/kernel/write/event.ts";
import type { AdminNode } from "../../../src/modules/content/nodes/wire.ts";
import { openShop, type Shop } from "../../support/node/shop.ts";

/** A shop whose staff writes. */
export function openMagazine(shop: Shop = openShop()) {
  const { run, must, tenant, platform } = shop;
  /** The whole log: a page of it has 1 MiB at most. */
  const events = (after = 0): readonly Envelope[] => {
    const page = tenant.core.eventsAfter(after, 1_000).events;
    return page.length === 0 ? [] : [...page, ...events(page.at(-1)?.seq)];
  };
  return {
    ...shop,
    clock: platform.clock,
    /** Writes a draft. Everything has a default. */
    post: (more: object = {}) =>
      must("content.createPost", { translations: [{ locale: "en", title: "Summer" }], ...more }) as AdminNode,
    page: (more: object = {}) =>
      must("content.createPage", { translations: [{ locale: "en", title: "About" }], ...more }) as AdminNode,
    does: (operation: string, input: object) => must(`content.${operation}`, input) as AdminNode,
    /** The code and pointers of a refusal. */
    refused: (operation: string, input: object, more: Partial<ExecuteRequest> = {}) => {
      const result = run(`content.${operation}`, input, more);
      if (result.ok) throw new Error(`${operation} was not refused`);
      const { code, errors = [] } = result.refusal;
      return { code, pointers: errors.map(({ pointer }) => pointer) };
    },
    reads: (query: string, input: object) => {
      const result = tenant.core.ask({ query: `content.${query}`, input, actor: platformToken });
      if (!result.ok) throw new Error(JSON.stringify(result.refusal));
      return result.value;
    },
    events,
    eventTypes: () => events().map(({ type }) => type),
  };
}
