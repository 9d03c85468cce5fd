/*
 * Functions that run in the browser. Each is taken there by itself, so it uses nothing from around it.
 */

/** Shows each piece of HTML in the page, and as a page of its own in a frame of the same origin. */
export async function render(pieces: readonly string[]): Promise<void> {
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
export function poke(): void {
  // What is no address at all leads nowhere.
  const harmless = /^(?:(?:https?|mailto|tel):)?$/;
  const protocolOf = (element: Element, name: string) => {
    const written = element.getAttribute(name) ?? element.getAttribute(`xlink:${name}`) ?? "";
    return URL.canParse(written, document.baseURI) ? new URL(written, document.baseURI).protocol : "";
  };
  const watch = (root: Document) => {
    root.addEventListener("click", (event) => {
      const anchor = (event.target as Element).closest("a, area");
      // Links of the web are followed by readers, and lead away from the page.
      if (anchor && harmless.test(protocolOf(anchor, "href"))) event.preventDefault();
    });
    root.addEventListener("submit", (event) => {
      const { submitter, target } = event as SubmitEvent;
      const where = submitter?.hasAttribute("formaction")
        ? protocolOf(submitter, "formaction")
        : protocolOf(target as Element, "action");
      if (harmless.test(where)) event.preventDefault();
    });
  };
  const documents = [document, ...Array.from(document.querySelectorAll("iframe, object, embed"), documentIn)];
  function documentIn(frame: Element): Document | null {
    try {
      return (frame as HTMLIFrameElement).contentDocument;
    } catch {
      return null;
    }
  }
  for (const root of documents) {
    if (root === null || root === undefined) continue;
    watch(root);
    for (const element of root.querySelectorAll("*")) {
      for (const { name } of element.attributes)
        if (name.startsWith("on") && name !== "onclick") element.dispatchEvent(new Event(name.slice(2)));
      for (const name of ["mouseover", "pointerenter", "focus", "focusin"])
        element.dispatchEvent(new Event(name, { bubbles: true }));
      element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    }
  }
}
