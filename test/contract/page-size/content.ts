/** So many posts and pages, and tags and categories, of nearly as many bytes as each can have. */
export const largeContent = { nodes: 24, terms: 60 };

const long = (length: number) => "é".repeat(length);

/** Posts, pages, tags, categories, menus, releases and forms in three languages. */
export function fillContent(must: (command: string, input: unknown) => unknown): void {
  const languages = (more: object) => ["en", "de", "fr"].map((locale) => ({ locale, ...more }));
  for (let index = 0; index < largeContent.terms; index += 1) {
    const translations = languages({ name: `Journal ${index}`, description: long(4_900) });
    must("content.createTag", { translations });
    must("content.createContentCategory", { translations });
  }
  fillMenus(must);
  const description = long(5_000);
  for (let index = 0; index < largeContent.nodes; index += 1)
    for (const kind of ["Post", "Page"]) {
      const text = { title: `Summer ${index}`, excerpt: long(900), body: long(10_000) };
      const translations = languages({ ...text, seo: { description, openGraph: { description } } });
      const metadata = { notes: "x".repeat(32_000) };
      const blocks = kind === "Page" && index === 0 ? [form] : [];
      const made = Object(must(`content.create${kind}`, { translations, metadata, blocks }));
      must(`content.publish${kind}`, { id: made.id });
      if (blocks.length > 0) fillForm(must, { pageId: made.id, blockId: made.blocks[0].id });
    }
}

/** A menu for each location, of nearly as many bytes as each can have. */
function fillMenus(must: (command: string, input: unknown) => unknown): void {
  const translations = ["en", "de"].map((locale) => ({ locale, title: long(250) }));
  const items = Array.from({ length: 200 }, () => ({ translations }));
  for (const location of ["header", "footer", "sidebar", "mobile"]) {
    const { id } = must("menus.createMenu", { name: "Menu", location, items }) as { readonly id: string };
    const update = { type: "menu", id, action: "update", data: { items } };
    for (let index = 0; index < 3; index += 1)
      must("releases.createRelease", { name: "Summer", items: [update] });
  }
}

const names = Array.from({ length: 6 }, (_, index) => `field_${index}`);
const form = {
  type: "contact",
  data: { fields: names.map((name) => ({ name, label: name, type: "textarea" })) },
};

/** What was sent with a form, a hundred times of nearly as many bytes as it can have. */
function fillForm(must: (command: string, input: unknown) => unknown, block: object): void {
  const fields = Object.fromEntries(names.map((name) => [name, long(1_300)]));
  for (let index = 0; index < 100; index += 1) must("forms.submitForm", { ...block, fields });
}
