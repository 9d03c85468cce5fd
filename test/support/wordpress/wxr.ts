/** A field of an item: `<name>value</name>`, as WordPress writes it. */
export type Fields = Readonly<Record<string, string>>;

/** An item of an export. Terms and whatever else it has follow its fields. */
export function item(fields: Fields, more = ""): string {
  const all = {
    title: "A post",
    "dc:creator": "ada",
    guid: "https://blog.example/?p=1",
    "content:encoded": "Hello",
    "wp:post_id": "1",
    "wp:post_date_gmt": "2026-01-02 03:04:05",
    "wp:post_name": "a-post",
    "wp:status": "publish",
    "wp:post_parent": "0",
    "wp:post_type": "post",
    ...fields,
  };
  const text = Object.entries(all).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);
  return `<item>\n${text.join("\n")}\n${more}</item>\n`;
}

/** An export of a blog. */
export function wxr(items: readonly string[], head = ""): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Blog</title><wp:wxr_version>1.2</wp:wxr_version>
${head}${items.join("")}</channel></rss>`;
}

/** A file as it arrives, in parts of a size. */
export function fileOf(text: string, partBytes = 64 * 1024): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + partBytes));
      at += partBytes;
    },
  });
}
