import { Parser } from "htmlparser2";

/** `page`: the platform's own. `mail`: one that is sent. `text`: a description, which shops write in HTML. */
type Where = "page" | "mail" | "text";

/** Elements that nothing of ours has: whatever runs, loads or sends. Pages may link to their own style sheets and scripts. */
const forbidden: Readonly<Record<Where, RegExp>> = {
  page: /^(?:xatk|iframe|object|embed|base|math|mglyph)$/,
  mail: /^(?:xatk|script|iframe|object|embed|base|form|input|svg|math|mglyph|link|img|video|audio)$/,
  text: /^(?:xatk|script|style|iframe|object|embed|base|form|input|svg|math|mglyph|link|meta|title|textarea)$/,
};

/** What got into HTML as markup and not as text. */
export function faultsInHtml(html: string, where: Where): readonly string[] {
  const faults: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      if (forbidden[where].test(name)) faults.push(`a ${where} has the element <${name}>`);
      for (const [attribute, value] of Object.entries(attributes)) {
        if (/^on/i.test(attribute) || /[<>"'{=]|xatk/.test(attribute))
          faults.push(`a ${where} has the attribute ${attribute} of <${name}>`);
        const isAddress = /^(?:href|src|action|formaction|poster|srcset|background|xlink:href)$/.test(
          attribute,
        );
        if (isAddress && runs(value)) faults.push(`a ${where} leads to ${value.slice(0, 80)}`);
      }
    },
    oncomment(text) {
      if (text.includes("xatk") || text.includes("onerror"))
        faults.push(`a ${where} has the comment ${text}`);
    },
  });
  parser.end(html);
  return faults;
}

/** Without what browsers leave out of an address. */
function runs(address: string): boolean {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address.replaceAll(/[\p{Cc} ]/gu, ""))?.[1];
  return scheme !== undefined && !/^(?:https?|mailto|tel|ftp|sms|data)$/i.test(scheme)
    ? true
    : /^data:(?!image\/)/i.test(address.trim());
}

/** All descriptions in an answer. Those for search engines, of roles and of webhook endpoints are plain text. */
export function faultsInRichTexts(value: unknown, name = ""): readonly string[] {
  if (typeof value === "string") return name === "description" ? faultsInHtml(value, "text") : [];
  if (typeof value !== "object" || value === null || isPlain(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "seo" ? [] : faultsInRichTexts(inner, Array.isArray(value) ? name : key),
  );
}

/** A role or a webhook endpoint, its events, or what the audit log says of it. */
function isPlain(value: object): boolean {
  const { type, aggregate } = value as { readonly type?: unknown; readonly aggregate?: unknown };
  const isOf = (name: string) => type === name || Object(aggregate).type === name;
  return "grants" in value || "pausedBecause" in value || isOf("role") || isOf("webhookEndpoint");
}
