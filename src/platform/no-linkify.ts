/** In place of what markdown-it finds bare addresses with (`alias` in wrangler.toml). Nothing turns that on. */
export class LinkifyIt {}
