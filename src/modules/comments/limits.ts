import { defineLimits } from "../../kernel/limit.ts";
import type { TokenPolicy, TokenRequest } from "../../kernel/rate-limit/token-policy.ts";
import type { Context } from "../../kernel/write/command.ts";

export const commentLimits = defineLimits({
  body: {
    value: 5_000,
    unit: "characters",
    per: "value",
    what: "The text of a comment",
    beyond: "400 `validation-failed`",
  },
  authorName: {
    value: 100,
    unit: "characters",
    per: "value",
    what: "The name of a comment's author",
    beyond: "400 `validation-failed`",
  },
  depth: {
    value: 5,
    unit: "levels",
    per: "value",
    what: "Levels of a thread, with the comment that began it",
    beyond: "422 `too-deep`",
  },
  thread: {
    value: 500,
    unit: "count",
    per: "value",
    what: "Comments in a thread",
    beyond: "422 `too-large`",
  },
  comments: {
    value: 100_000,
    unit: "count",
    per: "value",
    what: "Comments on one subject, such as the reviews of a product",
    beyond: "422 `too-large`",
  },
  replies: {
    value: 10,
    unit: "count",
    per: "value",
    what: "Replies that a list shows with the comment that began their thread",
    beyond: "the oldest are shown; `…/replies` lists all of them",
  },
  decisions: {
    value: 500,
    unit: "count",
    per: "request",
    what: "Comments that are decided about together",
    beyond: "400 `validation-failed`",
  },
  searchedWords: {
    value: 32,
    unit: "count",
    per: "value",
    what: "Words of a comment's text that staff finds it by",
    beyond: "only the first are searched",
  },
  written: {
    value: 120,
    unit: "count",
    per: "caller",
    what: "Comments a minute, refused ones too, counted exactly",
    beyond: "429 `rate-limited`",
  },
  reported: {
    value: 60,
    unit: "count",
    per: "caller",
    what: "Reports of comments a minute, refused ones too, counted exactly",
    beyond: "429 `rate-limited`",
  },
});

const written: TokenPolicy = { name: "comments", quota: commentLimits.written.value, window: 60 };
const reported: TokenPolicy = { name: "commentReports", quota: commentLimits.reported.value, window: 60 };

/** A comment takes a token of whoever writes it. A shop's own server takes none: it speaks for many. */
export function writingToken({ caller }: Pick<Context, "caller">): readonly TokenRequest[] {
  return caller === null ? [] : [{ policy: written, key: caller }];
}

export function reportToken({ caller }: Pick<Context, "caller">): readonly TokenRequest[] {
  return caller === null ? [] : [{ policy: reported, key: caller }];
}
