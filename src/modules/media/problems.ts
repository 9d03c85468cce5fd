import { defineProblems } from "../../kernel/api/problem.ts";

export const problems = defineProblems({
  "unsupported-media": {
    status: 422,
    title: "Unsupported file",
    help: "The content is of none of the types that media can have: JPEG, PNG, GIF, WebP, AVIF, SVG, MP4, WebM, MP3, M4A, OGG, WAV, FLAC and PDF. What the name or the Content-Type say does not count.",
  },
  "media-type-mismatch": {
    status: 422,
    title: "Content of another type",
    help: "The content is not of the type that the Content-Type says. Send the right one, or application/octet-stream to have it found out.",
  },
  "unreadable-media": {
    status: 422,
    title: "Unreadable file",
    help: "The file is damaged or cut off, or an SVG that is too large or is not one after sanitizing.",
  },
  "media-in-use": {
    status: 409,
    title: "File in use",
    help: "Something shows this file; `usedBy` of the file lists what. Take it out there first, or delete the file with `?force=true`.",
  },
  "upload-incomplete": {
    status: 409,
    title: "Upload incomplete",
    help: "Parts of the file have not arrived. Read the upload to see which, send them, and complete it then.",
  },
  "wrong-part-size": {
    status: 422,
    title: "Part of the wrong size",
    help: "Every part has `partSize` bytes; the last one has the rest of `size`.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly media: typeof problems;
  }
}
