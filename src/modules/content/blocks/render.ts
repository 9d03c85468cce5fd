import { byteLength } from "../../../kernel/json.ts";
import type { Renderer } from "../bodies/render.ts";
import type { BodyFormat } from "../nodes/translation.ts";
import { blockLimits } from "./limits.ts";
import type { Block } from "./schema.ts";

type Data = Readonly<Record<string, unknown>>;

/**
 * Blocks as the store answers them: texts and HTML are rendered and sanitized, and all other texts stay plain. What they come
 * to is bounded: beyond that, texts are shown as plain text, and what still does not fit is left out.
 */
export function renderBlocks(blocks: readonly Block[], render: Renderer, anchors: string): readonly Block[] {
  let left = blockLimits.rendered.value;
  return blocks.flatMap((block) => {
    const renderings = [
      () => rendered(block, render, anchors),
      () => rendered(block, asText(render), anchors),
    ];
    for (const rendering of renderings) {
      const shown = rendering();
      const bytes = byteLength(JSON.stringify(shown));
      if (bytes > left) continue;
      left -= bytes;
      return [shown];
    }
    return [];
  });
}

function asText(render: Renderer): Renderer {
  return ({ body }, anchors) => render({ body, format: "plain" }, anchors);
}

function rendered(block: Block, render: Renderer, anchors: string): Block {
  const { id, type, data, translations } = block;
  if (type !== "text" && type !== "html") return block;
  const show = (own: Data, name: string): Data => {
    const whole = { ...data, ...own };
    const body: unknown = type === "html" ? whole.html : whole.body;
    const format = type === "html" ? "html" : (whole.format ?? "markdown");
    return {
      html: render({ body: String(body ?? ""), format: formatIn(format) }, `${anchors}_${id}_${name}`).html,
    };
  };
  return {
    ...block,
    data: show({}, ""),
    translations: translations.map(({ locale, data: own }) => ({
      locale,
      data: show(own, locale.replaceAll("-", "")),
    })),
  };
}

function formatIn(format: unknown): BodyFormat {
  return format === "html" || format === "plain" ? format : "markdown";
}
