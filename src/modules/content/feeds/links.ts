/**
 * Makes the links and images of sanitized HTML absolute. Sanitized HTML quotes every attribute, and escapes quotes everywhere else, so
 * what looks like an attribute is one.
 */
export function withAbsoluteLinks(html: string, base: string): string {
  return html.replaceAll(/ (href|src)="([^"]*)"/g, (whole, name: string, sent: string) => {
    const url = URL.parse(sent.replaceAll("&amp;", "&"), base);
    return url === null ? whole : ` ${name}="${url.href.replaceAll("&", "&amp;").replaceAll('"', "%22")}"`;
  });
}
