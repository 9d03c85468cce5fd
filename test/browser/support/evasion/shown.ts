/** What a storefront does with answers: HTML that goes into pages as it is, and addresses that links and frames lead to. */
export interface Shown {
  readonly html: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
}

const htmlNames = new Set(["html", "content_html"]);
const linkNames =
  /^(?:url|href|to|canonical|image|poster|link|home_page_url|feed_url|external_url|logo|item|mainEntityOfPage)$/;

/** Takes both out of answers. Fields that are documented as plain text are in neither: storefronts escape those. */
export function shownOf(answers: readonly unknown[]): Shown {
  const html = new Set<string>();
  const links = new Set<string>();
  const take = (value: unknown, name: string, parent: object): void => {
    if (typeof value === "string") {
      // Descriptions of products and their groups are HTML, and have a handle beside them.
      if (htmlNames.has(name) || (name === "description" && "handle" in parent)) html.add(value);
      if (linkNames.test(name)) links.add(value);
      return;
    }
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value))
      take(inner, Array.isArray(value) ? name : key, Array.isArray(value) ? parent : value);
  };
  for (const answer of answers) take(answer, "", {});
  return { html, links };
}

const placesOfLinks = [
  (url: string) => `<a href="${url}">x</a>`,
  (url: string) => `<img src="${url}" alt="">`,
];

/** Addresses in a template that puts quotes around them, and does nothing else. */
export function linked(links: Iterable<string>): string {
  // What has neither signs nor a scheme is a path that nobody has chosen.
  const chosen = [...links].filter((url) => !/^\/[\w/.-]*$/.test(url));
  return chosen.flatMap((url) => placesOfLinks.map((place) => place(url))).join("\n");
}

/** Text in paragraphs, all of it escaped, is shown at once: it can't hide anything else. */
export function grouped(html: readonly string[]): readonly string[] {
  const isText = (piece: string) => !piece.replaceAll(/<\/?(?:p|pre|br)(?: \/)?>/g, "").includes("<");
  const others = html.filter((piece) => !isText(piece));
  return [html.filter(isText).join("\n"), ...others];
}
