export { ratingColumn, readRating } from "./columns.ts";
export { hundredthsOf, noRating, type Rating, rating, ratingOf } from "./rating.ts";
export { markStale, recountRatings, refreshRatings, type Stars } from "./refresh.ts";

/** The cache tag of lists that show ratings or are sorted by them. */
export const ratingsTag = "ratings";

/**
 * Changes when a comment is deleted, of whatever subject. A deleted comment's subject is not known any more, so everything that
 * shows comments or ratings has this tag.
 */
export const deletedCommentsTag = "deleted-comments";
