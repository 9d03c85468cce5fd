import type { View } from "../../../../kernel/read/view.ts";
import type { Envelope } from "../../../../kernel/write/event.ts";
import { newestStates, type StateDefinition } from "../../../../kernel/write/state.ts";
import { upsertNewer } from "../../../../projection/statements.ts";
import { allGroupEvents, groupState } from "../../../collections/index.ts";
import { nodeEvents, nodeState } from "../../../content/index.ts";
import { productEvents, productState } from "../../../products/index.ts";
import type { EntryName } from "../entries.ts";
import { sitemapEntries } from "./tables.ts";

/** Changes with everything that sitemaps list. */
export const sitemapTag = "sitemap";

/** What search engines may know of. */
export const sitemapView: View = {
  name: "sitemap",
  consumes: [...productEvents, ...allGroupEvents, ...nodeEvents].map(({ type }) => type),
  tables: [sitemapEntries],
  cacheTags: (run) => (run.length === 0 ? [] : [sitemapTag]),
  project(run, tenantId) {
    const rows = [
      ...entriesOf(productState, run, ({ status, translations }) => ({
        type: "product",
        names: status === "active" ? namesOf(translations, ({ handle }) => handle) : [],
      })),
      ...Object.values(groupState).flatMap((state) =>
        entriesOf(state, run, ({ kind, translations }) => ({
          type: kind,
          names: namesOf(translations, ({ handle }) => handle),
        })),
      ),
      ...entriesOf(nodeState, run, ({ kind, status, translations }) => ({
        type: kind,
        names: status === "published" ? namesOf(translations, ({ slug }) => slug) : [],
      })),
    ];
    return upsertNewer(
      sitemapEntries,
      rows.map(({ names, ...row }) => ({
        ...row,
        tenantId,
        size: names.length,
        names: JSON.stringify(names),
      })),
    );
  },
  sweep: (before) => [{ sql: "DELETE FROM sitemap_entries WHERE deleted_at < ?1", params: [before] }],
};

interface Listed {
  readonly type: string;
  readonly names: readonly EntryName[];
}

function entriesOf<State extends { readonly updatedAt: string }>(
  definition: StateDefinition<State>,
  run: readonly Envelope[],
  listed: (state: State) => Listed,
) {
  const { alive, deleted } = newestStates(definition, run);
  return [
    ...alive.map(({ id, version, state }) => ({
      id,
      version,
      updatedAt: state.updatedAt,
      deletedAt: null,
      ...listed(state),
    })),
    ...deleted.map(({ id, version, occurredAt }) => ({
      id,
      version,
      updatedAt: occurredAt,
      deletedAt: occurredAt,
      type: "",
      names: [],
    })),
  ];
}

interface Described {
  readonly locale: string;
  readonly seo: { readonly noIndex?: boolean | undefined; readonly canonical?: string | undefined } | null;
}

function namesOf<Text extends Described>(
  translations: readonly Text[],
  handleOf: (text: Text) => string,
): readonly EntryName[] {
  return translations
    .filter(({ seo }) => seo?.noIndex !== true)
    .map((text) => [text.locale, handleOf(text), text.seo?.canonical ?? null]);
}
