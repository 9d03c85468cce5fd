import { postSubject } from "./posts.ts";
import { productSubject } from "./products.ts";

/** All that can be commented on. */
export const subjectKinds = [productSubject, postSubject] as const;
