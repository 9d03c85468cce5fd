/** What a file is, as far as showing it goes. */
export const mediaKinds = ["image", "video", "audio", "document"] as const;
export type MediaKind = (typeof mediaKinds)[number];

interface MediaType {
  readonly kind: MediaKind;
  /** The first is given to names that have none of them. */
  readonly extensions: readonly string[];
  /** Other names of it. */
  readonly aliases?: readonly string[];
}

/** The types of files that are taken, by media type. */
export const mediaTypes: Readonly<Record<string, MediaType>> = {
  "image/jpeg": {
    kind: "image",
    extensions: ["jpg", "jpeg", "jpe", "jfif"],
    aliases: ["image/jpg", "image/pjpeg"],
  },
  "image/png": { kind: "image", extensions: ["png"], aliases: ["image/apng", "image/x-png"] },
  "image/gif": { kind: "image", extensions: ["gif"] },
  "image/webp": { kind: "image", extensions: ["webp"] },
  "image/avif": { kind: "image", extensions: ["avif"] },
  "image/svg+xml": {
    kind: "image",
    extensions: ["svg"],
    aliases: ["text/xml", "application/xml", "image/svg"],
  },
  "video/mp4": { kind: "video", extensions: ["mp4", "m4v"], aliases: ["video/x-m4v"] },
  "video/webm": { kind: "video", extensions: ["webm"], aliases: ["audio/webm"] },
  "audio/mpeg": { kind: "audio", extensions: ["mp3"], aliases: ["audio/mp3"] },
  "audio/mp4": { kind: "audio", extensions: ["m4a"], aliases: ["audio/x-m4a", "audio/m4a"] },
  "audio/ogg": {
    kind: "audio",
    extensions: ["ogg", "oga", "opus"],
    aliases: ["audio/opus", "application/ogg"],
  },
  "audio/wav": {
    kind: "audio",
    extensions: ["wav"],
    aliases: ["audio/x-wav", "audio/wave", "audio/vnd.wave"],
  },
  "audio/flac": { kind: "audio", extensions: ["flac"], aliases: ["audio/x-flac"] },
  "application/pdf": { kind: "document", extensions: ["pdf"], aliases: ["application/x-pdf"] },
};

/** The media type by any of its names. Null if it is none that is taken. */
export function mediaTypeNamed(name: string): string | null {
  if (Object.hasOwn(mediaTypes, name)) return name;
  return Object.entries(mediaTypes).find(([, { aliases = [] }]) => aliases.includes(name))?.[0] ?? null;
}

/** What kind of file a type is. */
export function kindOf(mediaType: string): MediaKind {
  return mediaTypes[mediaType]?.kind ?? "document";
}
