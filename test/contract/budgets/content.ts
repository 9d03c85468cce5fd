const node = ["2026-01-01T00:00:00.000Z", "node_01J00000000000000000000000"];

/** Inputs of the reads of content. */
export function contentInputs(page: object): Readonly<Record<string, readonly object[]>> {
  const ofStaff = [
    page,
    { ...page, after: node },
    { ...page, q: "lamp" },
    { ...page, status: ["published"] },
    { ...page, status: ["draft", "archived"] },
    { ...page, tag: ["journal"] },
    { ...page, category: ["journal"], author: ["Ada"] },
    { ...page, author: ["Ada"] },
    { ...page, locale: "en" },
    { ...page, from: "2026-01-01T00:00:00.000Z", to: "2100-01-01T00:00:00.000Z" },
  ];
  const terms = [page, { ...page, after: ["tag_01J00000000000000000000000"] }];
  return {
    "content.listPosts": ofStaff,
    "content.listPages": ofStaff,
    "content.listTags": terms,
    "content.listContentCategories": terms,
    "content.listStoreTags": terms,
    "content.listStoreContentCategories": terms,
    "content.listStorePosts": [
      page,
      { ...page, after: [0, ...node] },
      { ...page, tag: ["journal"] },
      { ...page, tag: ["journal"], author: ["Ada"] },
      { ...page, tag: ["journal"], after: [0, ...node] },
      { ...page, tag: ["journal", "news"] },
      { ...page, category: ["journal"] },
      { ...page, category: ["journal"], tag: ["journal"], author: ["Ada"] },
      { ...page, author: ["Ada"] },
    ],
    ...Object.fromEntries(
      ["Rss", "Atom", "Json"].map((format) => [
        `content.read${format}Feed`,
        [{}, { tag: ["journal"] }, { category: ["journal"], tag: ["journal"], author: ["Ada"] }],
      ]),
    ),
    "content.readStorePost": [{ slug: "summer-lights" }],
    "content.readStorePage": [{ slug: "summer-lights" }],
    "forms.listSubmissions": [
      page,
      { ...page, after: ["2026-01-01T00:00:00.000Z", "fsub_01J00000000000000000000000"] },
      { ...page, pageId: "node_1" },
      { ...page, type: "contact", from: "2026-01-01T00:00:00.000Z", to: "2100-01-01T00:00:00.000Z" },
    ],
    "menus.readStoreMenu": [{ location: "header" }],
    "content.searchStore": [
      { ...page, q: "lamp" },
      { ...page, q: "lamp", type: ["post"] },
      { ...page, q: "summer lamp", type: ["product"] },
    ],
  };
}

const walk =
  "SEARCH node_terms USING COVERING INDEX node_terms_published (tenant_id=? AND kind=? AND term=? AND node_kind=?)";

/** Lists that count the posts of each tag or category. */
export const countingWalks = {
  "content.listStoreTags": [walk],
  "content.listStoreContentCategories": [walk],
};

export const gridWalks = [
  "SEARCH group_members USING COVERING INDEX group_members_group (tenant_id=? AND group_id=?)",
];

/** Conditions of grants on posts and pages. */
export const contentConditions = {
  posts: [{ author: ["usr_1"] }, { author: ["usr_2", "key_1"] }],
  pages: [{ author: ["usr_1"] }],
} as const;
