import { handleFromTitle } from "../../../kernel/values/handle.ts";

/** A slug of WordPress as ours. WordPress writes other scripts with percent signs, and may have none for a draft. */
export function slugOf(slug: string, title: string): string {
  return handleFromTitle(decoded(slug) || title);
}

function decoded(slug: string): string {
  try {
    return decodeURIComponent(slug);
  } catch {
    return slug;
  }
}
