import { beforeAll, describe, expect, it } from "vitest";
import { pageIn } from "../../../src/kernel/api/replies.ts";
import { byteLength } from "../../../src/kernel/json.ts";
import type { Ports } from "../../../src/kernel/operation/ports.ts";
import type { AnyOperation } from "../../../src/kernel/operation/workflow.ts";
import { type Keyset, type Page, pageLimits } from "../../../src/kernel/read/page.ts";
import { createRegistry } from "../../../src/kernel/registry.ts";
import { modules } from "../../../src/modules.ts";
import { readMailbox } from "../../../src/platform/mail/mailbox.ts";
import { openInvoker } from "../../support/invoker.ts";
import { notes } from "../../support/notes/index.ts";
import { largePageThread, largePostThread, largeThread } from "./comments.ts";
import { largeContent } from "./content.ts";
import { type LargeShop, largeEndpoint, largeKey, openLargeShop } from "./large.ts";
import { largeItems } from "./rows.ts";

/** What to list, and how many items there are in total. */
interface Case {
  readonly input?: object;
  readonly total: number;
  /** Whether a page of 100 ends early because its items are large. */
  readonly large: boolean;
}

const large = { total: largeItems, large: true };
const nodes = { total: largeContent.nodes, large: true };
const terms = { total: largeContent.terms, large: true };
const required = [...modules, notes]
  .flatMap(({ routes }) => routes)
  .flatMap(({ access }) => access.split(" or "))
  .filter((access) => access.includes(":"));
/** Those that routes require, and `manage` of their resources. */
const permissions = new Set([...required, ...required.map((one) => one.replace(/:.*/, ":manage"))]).size;

/** Every list of the platform, with rows as large as they can be. A new list needs an entry. */
const cases: Readonly<Record<string, Case>> = {
  "notes.list": large,
  "catalogue.listStoreProducts": large,
  "catalogue.listProducts": large,
  "catalogue.listVariants": large,
  "catalogue.listCollections": large,
  "catalogue.listStoreCollections": large,
  "catalogue.listCategories": large,
  "catalogue.listStoreCategories": large,
  "orders.listOrders": large,
  "customers.listCustomers": { total: 120, large: true },
  "comments.listComments": { total: 720, large: true },
  "comments.listReviews": { total: 120, large: true, input: { handle: "lamp-0" } },
  "comments.listReplies": { total: 120, large: true, input: { handle: "lamp-0", id: largeThread } },
  "comments.listPostComments": { total: 120, large: true, input: { handle: "summer-0" } },
  "comments.listPostReplies": { total: 120, large: true, input: { handle: "summer-0", id: largePostThread } },
  "comments.listPageComments": { total: 120, large: true, input: { handle: "summer-0" } },
  "comments.listPageReplies": { total: 120, large: true, input: { handle: "summer-0", id: largePageThread } },
  "content.listPosts": nodes,
  "content.listPages": nodes,
  "content.listStorePosts": nodes,
  "content.listTags": terms,
  "content.listContentCategories": terms,
  "content.listStoreTags": terms,
  "content.listStoreContentCategories": terms,
  "forms.listSubmissions": { total: 100, large: true },
  "menus.listMenus": { total: 4, large: false },
  "releases.listReleases": { total: 12, large: true },
  "seo.listRedirects": { total: 120, large: false },
  "content.searchStore": { total: 2 * largeContent.nodes, large: false, input: { q: "summer" } },
  "orders.listOrdersOfCustomer": { ...large, input: { customerId: "cus_large" } },
  "orders.listOwnOrders": large,
  "customers.listGroups": { total: 50, large: false },
  "media.listMedia": { total: 120, large: true },
  "audit.listEntries": { ...large, input: { actor: "key_large" } },
  "audit.readEntries": { ...large, input: { actor: "key_large" } },
  "audit.verifyEntries": { total: 0, large: false },
  "ops.readMailbox": large,
  "ops.events": { ...large, input: { type: "notes.note.written" } },
  "ops.findDeadLetters": { total: 110, large: false },
  "ops.findAllDeadLetters": { total: 110, large: false },
  "ops.listDeadLetters": { total: 110, large: false },
  "ops.listSubscriptions": { total: 109, large: false },
  "tenants.listTenants": { total: 60, large: true },
  "tenants.readModules": { total: modules.length + 1, large: false },
  "access.listPermissions": { total: permissions, large: false },
  "access.listRoles": { total: 0, large: false },
  "access.readApiKeys": { total: 2, large: false },
  "access.readQueries": { total: 100, large: true, input: { keyId: largeKey } },
  "identity.listUsers": { total: 0, large: false },
  "identity.listInvitations": { total: 0, large: false },
  "inventory.listLocations": { total: 100, large: false },
  "inventory.readMovements": { total: 1, large: false },
  "shipping.listOptions": { total: 100, large: false },
  "taxes.listZones": { total: 99, large: false },
  "promotions.listPromotions": { total: 25, large: true },
  "promotions.listCodes": { total: 250, large: false },
  "pricing.listPriceLists": { total: 200, large: true },
  "pricing.listListPrices": { total: 250, large: false },
  "webhooks.listEndpoints": { total: 1, large: false },
  "webhooks.findDeliveries": { total: 110, large: false, input: { id: largeEndpoint } },
  "webhooks.listDeliveries": { total: 110, large: false, input: { id: largeEndpoint } },
};

/** A command whose answer is a page that another operation continues. */
const continuedElsewhere = ["ops.notifySubscriptions"];

/** Lists of an account's own, which are bounded by how many it may have. */
const ownLists = ["identity.listSessions", "identity.listPasskeys", "customers.listAddresses"];

/** What the object knows of a customer is walked in the tests of exports. */
const exports = ["privacy.exportCustomer", "privacy.readParts"];

/** A post or page has a hundred revisions at most, and a list says little of each. */
const ofRevisions = ["content.listPostRevisions", "content.listPageRevisions"];

const lists = [...createRegistry([...modules, notes]).operationByName.values()].filter(
  ({ output }) => pageIn(output) !== null,
);

describe("a page of 100", () => {
  let shop: LargeShop;
  beforeAll(async () => {
    shop = await openLargeShop();
  }, 60_000);

  it("is checked for every list of the platform", () => {
    const names = lists.map(({ name }) => name);
    expect(names.toSorted()).toEqual(
      [...Object.keys(cases), ...continuedElsewhere, ...ownLists, ...exports, ...ofRevisions].toSorted(),
    );
  });

  it.each(lists.filter(({ name }) => cases[name] !== undefined).map((list) => [list.name, list] as const))(
    "of %s has at most 1 MiB, and the pages have every item once",
    async (name, list) => {
      const { total, large, input = {} } = cases[name] ?? { total: 0, large: false };
      shop.largest();
      const pages = await walk(shop, list, input);
      const items = pages.flatMap((page) => page.items);
      expect(new Set(items.map((item) => JSON.stringify(item))).size).toBe(total);
      expect(items).toHaveLength(total);
      for (const page of pages) expect(sizeOf(page)).toBeLessThan(1.1 * pageLimits.bytes.value);
      if (large) expect(pages.length).toBeGreaterThan(1);
      // The database answers little more than the page.
      expect(shop.largest()).toBeLessThan(1.2 * pageLimits.bytes.value);
    },
  );
});

async function walk(shop: LargeShop, list: AnyOperation, input: object): Promise<readonly Page<unknown>[]> {
  const { platform, tenant } = shop;
  const invoke = openInvoker(platform, tenant, portsOf(shop));
  const platformWide = list.scope === "platform" ? { tenant: null } : {};
  const pages: Page<unknown>[] = [];
  let after: Keyset | null = null;
  do {
    const position = list.name === "ops.events" ? { after: after?.[0] ?? 0 } : { after };
    const parsed: unknown = list.input.parse({ limit: 100, ...idOf(list, shop), ...input, ...position });
    const result = await invoke(list, parsed, { ...platformWide, ...ownerOf(list) });
    if (!result.ok) throw new Error(result.refusal.detail);
    // Every list has such an output.
    const read = result.value as Page<unknown> | { readonly found: Page<unknown> };
    const page = "found" in read ? read.found : read;
    pages.push(page);
    after = page.next;
  } while (after !== null && pages.length < 100);
  return pages;
}

/** What is a customer's own, only the customer lists. */
function ownerOf({ access }: AnyOperation) {
  return access === "customer" ? { actor: { kind: "customer", id: "cus_large" } as const } : {};
}

/** The ports that lists need. Nothing is left to project. */
function portsOf({ readModel }: LargeShop): Partial<Ports> {
  const done = async () => undefined;
  return {
    mailbox: {
      read: (tenantId, page) => readMailbox(readModel, tenantId, page),
      readTo: (tenantId, recipient, page) => readMailbox(readModel, tenantId, page, recipient),
      readHtml: async () => null,
    },
    projections: {
      viewNames: [],
      subscriptionNames: [],
      project: done,
      catchUp: done,
      replay: async () => null,
      discard: done,
    },
    auditLogs: { chainAfter: async () => ({ links: [], last: 0, more: false }) },
  };
}

function idOf({ name }: AnyOperation, { variantId, priceListId, promotionId }: LargeShop): object {
  if (name === "pricing.listListPrices") return { id: priceListId };
  if (name === "promotions.listCodes") return { id: promotionId };
  return name === "inventory.readMovements" ? { id: variantId } : {};
}

function sizeOf(page: Page<unknown>): number {
  return byteLength(JSON.stringify(page));
}
