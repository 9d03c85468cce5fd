/** Sends a request that must succeed, and answers its body. */
type Make = (path: string, body: unknown, method?: string) => Promise<unknown>;

/** Fills a tenant with a post, a page below another, a category and a tag, all of them published, a menu, and a redirect. */
export async function fillMagazine(make: Make): Promise<void> {
  const idOf = async (path: string, body: unknown) => String(Object(await make(path, body)).id);
  const category = [
    { locale: "en", name: "News", slug: "news" },
    { locale: "de", name: "Neues", slug: "neues" },
  ];
  await make("/v1/admin/content-categories", { translations: category });
  const post = await idOf("/v1/admin/posts", {
    translations: [
      { locale: "en", title: "Lanterns are back", body: "We have **lanterns** again." },
      { locale: "de", title: "Laternen", body: "Es gibt wieder *Laternen*." },
    ],
    categories: ["news"],
    tags: ["Light"],
  });
  await make(`/v1/admin/posts/${post}/publish`, undefined);
  const about = await idOf("/v1/admin/pages", { translations: [{ locale: "en", title: "About us" }] });
  const team = await idOf("/v1/admin/pages", {
    translations: [{ locale: "en", title: "Team", body: "# Who we are" }],
    parentId: about,
  });
  for (const page of [about, team]) await make(`/v1/admin/pages/${page}/publish`, undefined);
  const titles = [
    { locale: "en", title: "About us" },
    { locale: "de", title: "Über uns" },
  ];
  const items = [{ translations: titles, pageId: about, children: [{ translations: titles, pageId: team }] }];
  await make("/v1/admin/menus", { name: "Main", location: "header", items });
  await make("/v1/admin/redirects", { from: "/old-lamps", to: "/products/lantern-3" });
}
