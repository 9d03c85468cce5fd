import { html } from "hono/html";
import type { Block, Row } from "../content/blocks.ts";
import type { WrittenIn } from "../language.ts";

/**
 * A mail as HTML. Values are escaped by the template. Styles are attributes and the layout is a table, because mail clients drop
 * style elements and know no other layout. It has no images, scripts or links to elsewhere.
 */
export async function htmlOf(
  { subject, blocks }: { readonly subject: string; readonly blocks: readonly Block[] },
  shop: string,
  { locale, direction }: WrittenIn,
): Promise<string> {
  const [start, end] = direction === "rtl" ? ["right", "left"] : ["left", "right"];
  const body = blocks.map((block) => blockHtml(block, end));
  return String(
    await html`<!doctype html>
<html lang="${locale}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${subject}</title>
</head>
<body style="${styles.page}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" dir="${direction}"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="${styles.card};text-align:${start}"><tr><td style="padding:28px">
<h1 style="${styles.shop}"><bdi>${shop}</bdi></h1>
${body}
</td></tr></table>
</td></tr></table>
</body>
</html>
`,
  );
}

type Html = ReturnType<typeof html>;

const styles = {
  page: "margin:0;background:#f4f4f5;color:#18181b;font:16px/1.5 system-ui,-apple-system,Segoe UI,Roboto,Arial,sans-serif",
  card: "max-width:600px;background:#fff;border:1px solid #e4e4e7;border-radius:8px",
  shop: "margin:0 0 20px;font-size:20px",
  paragraph: "margin:0 0 16px",
  heading: "margin:24px 0 8px;font-size:16px",
  note: "margin:0 0 8px;font-size:14px;color:#52525b",
  table: "margin:0 0 16px;border-collapse:collapse",
  cell: "padding:6px 0;vertical-align:top;border-bottom:1px solid #e4e4e7",
  small: "font-size:14px;color:#52525b",
  button:
    "display:inline-block;padding:10px 18px;border-radius:6px;background:#18181b;color:#fff;text-decoration:none",
  code: "margin:0 0 16px;font:14px/1.5 ui-monospace,Consolas,monospace;word-break:break-all",
} as const;

function blockHtml(block: Block, end: string): Html {
  switch (block.kind) {
    case "paragraph":
      return html`<p style="${styles.paragraph}">${block.text}</p>`;
    case "heading":
      return html`<h2 style="${styles.heading}">${block.text}</h2>${
        block.note === undefined ? "" : html`<p style="${styles.note}">${block.note}</p>`
      }`;
    case "items":
    case "totals":
    case "facts":
      return html`<table width="100%" cellpadding="0" cellspacing="0" style="${styles.table}">${block.rows.map(
        (row) => rowHtml(row, end),
      )}</table>`;
    case "address":
      return html`<h2 style="${styles.heading}">${block.title}</h2><p style="${styles.paragraph}">${block.lines.map(
        (line, index) => html`${index === 0 ? "" : html`<br>`}<bdi>${line}</bdi>`,
      )}</p>`;
    case "action":
      return actionHtml(block);
  }
}

function rowHtml({ label, value, note, isStrong }: Row, end: string): Html {
  const weight = isStrong === true ? "bold" : "normal";
  return html`<tr><td style="${styles.cell};font-weight:${weight}"><bdi>${label}</bdi>${
    note === null || note === undefined
      ? ""
      : html`<br><span style="${styles.small}"><bdi>${note}</bdi></span>`
  }</td>${
    value === ""
      ? ""
      : html`<td style="${styles.cell};padding-inline-start:16px;text-align:${end};font-weight:${weight}"><bdi>${value}</bdi></td>`
  }</tr>`;
}

function actionHtml({ link, label, orOpen, code, token }: Extract<Block, { kind: "action" }>): Html {
  if (link === null)
    return html`<p style="${styles.note}">${code}</p><p style="${styles.code}"><bdi>${token}</bdi></p>`;
  return html`<p style="${styles.paragraph}"><a href="${link}" style="${styles.button}">${label}</a></p>
<p style="${styles.note}">${orOpen}</p><p style="${styles.code}"><bdi>${link}</bdi></p>`;
}
