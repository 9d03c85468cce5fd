/** Runs in the browser: what a reader of feeds shows as HTML, of RSS or Atom. */
export function htmlOfFeed(xml: string): string[] {
  const feed = new DOMParser().parseFromString(xml, "text/xml");
  if (feed.querySelector("parsererror") !== null) throw new Error(`no XML: ${xml.slice(0, 200)}`);
  return [...feed.querySelectorAll("item > *, entry > content")]
    .filter(({ localName }) => ["description", "encoded", "content"].includes(localName))
    .map(({ textContent }) => textContent ?? "");
}
