/**
 * Makes the links and images of sanitized HTML absolute. Sanitized HTML escapes `<` and `>` wherever they are no tag, and quotes every
 * attribute. Quotes in texts are not escaped, so only what is inside a tag is looked at, attribute by attribute.
 */
export function withAbsoluteLinks(html: string, base: string): string {
  return html.replaceAll(/<[a-z][^<>]*>/gi, (tag) =>
    tag.replaceAll(/ ([\w:-]+)="([^"]*)"/g, (whole, name: string, sent: string) =>
      name === "href" || name === "src" ? ` ${name}="${absolute(sent, base)}"` : whole,
    ),
  );
}

function absolute(sent: string, base: string): string {
  const url = URL.parse(sent.replaceAll("&amp;", "&"), base);
  return url === null ? sent : url.href.replaceAll("&", "&amp;").replaceAll('"', "%22");
}
