/*
 * In place of what sanitize-html and its dependencies have for style attributes and dates (`alias` in wrangler.toml). Nothing asks for
 * either: `parseStyleAttributes` is off, and only addresses are checked.
 */
export const parse = undefined;

/** In place of what markdown-it finds bare addresses with, which is off. */
export class LinkifyIt {}
