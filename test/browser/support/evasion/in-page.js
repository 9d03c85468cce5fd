/* biome-ignore-all lint/correctness/noUnusedVariables: the page calls them by their names. */
/*
 * What runs in the browser. Each function is taken there with the others of this file.
 */

/** Shows each piece of HTML in the page, and as a page of its own in a frame of the same origin. */
async function render(pieces) {
  const loaded = pieces.map((html) => {
    const inserted = document.createElement("div");
    document.body.append(inserted);
    inserted.innerHTML = html;
    const frame = document.createElement("iframe");
    frame.srcdoc = `<!doctype html><title>A post</title><body>${html}`;
    const ready = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
    document.body.append(frame);
    // A page that goes on loading is not waited for.
    return Promise.race([ready, new Promise((resolve) => setTimeout(resolve, 2_000))]);
  });
  await Promise.all(loaded);
}

/** Does what a reader may do with everything on the page and in its frames: point, focus, press, follow, send. */
function poke() {
  for (const root of [document, ...[...document.querySelectorAll("iframe, object, embed")].map(documentIn)]) {
    if (root === null) continue;
    holdBack(root);
    for (const element of root.querySelectorAll("*")) {
      for (const { name } of element.attributes)
        if (name.startsWith("on") && name !== "onclick") element.dispatchEvent(new Event(name.slice(2)));
      for (const name of ["mouseover", "pointerenter", "focus", "focusin"])
        element.dispatchEvent(new Event(name, { bubbles: true }));
      element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    }
  }
}

function documentIn(frame) {
  try {
    return frame.contentDocument ?? null;
  } catch {
    return null;
  }
}

/** Links of the web are followed by readers, and lead away from the page. What is no address at all leads nowhere. */
function holdBack(root) {
  const isHarmless = (element, name) => {
    const written = element.getAttribute(name) ?? element.getAttribute(`xlink:${name}`) ?? "";
    return /^(?:(?:https?|mailto|tel):)?$/.test(URL.parse(written, document.baseURI)?.protocol ?? "");
  };
  root.addEventListener("click", (event) => {
    const anchor = event.target.closest("a, area");
    if (anchor !== null && isHarmless(anchor, "href")) event.preventDefault();
  });
  root.addEventListener("submit", (event) => {
    const { submitter, target } = event;
    const [by, name] = submitter?.hasAttribute("formaction") ? [submitter, "formaction"] : [target, "action"];
    if (isHarmless(by, name)) event.preventDefault();
  });
}

/** What a reader of feeds shows as HTML, of RSS or Atom. */
function htmlOfFeed(xml) {
  const feed = new DOMParser().parseFromString(xml, "text/xml");
  if (feed.querySelector("parsererror") !== null) throw new Error(`no XML: ${xml.slice(0, 200)}`);
  return [...feed.querySelectorAll("item > *, entry > content")]
    .filter(({ localName }) => ["description", "encoded", "content"].includes(localName))
    .map(({ textContent }) => textContent ?? "");
}

/** Runs in every frame before anything else. */
function watch(mark) {
  for (const name of ["alert", "prompt", "confirm", "print"])
    Object.defineProperty(globalThis, name, {
      value: (text) => console.debug(`${mark}${name} ${String(text)} ${location.href.slice(0, 200)}`),
    });
}
