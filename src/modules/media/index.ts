import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule, type Module } from "../../kernel/module.ts";
import { mediaOperations } from "./commands.ts";
import { findFile } from "./delivery/find-file.ts";
import { mediaEvents } from "./events.ts";
import { mediaIds } from "./ids.ts";
import { mediaLimits } from "./limits.ts";
import { problems } from "./problems.ts";
import { tidyUploads } from "./removal/jobs.ts";
import { removeFiles } from "./removal/reactions.ts";
import { mediaRoutes } from "./routes.ts";
import { mediaSchemas } from "./schema.ts";
import type { MediaUser } from "./showing/uses.ts";
import { mediaAggregate, migration } from "./store.ts";
import { mediaTransfer } from "./transfer/store.ts";
import {
  beginUpload,
  discardUpload,
  findOpenUpload,
  forgetParts,
  openParts,
  readUploadState,
  recordFile,
  recordPart,
} from "./uploads/commands.ts";
import { uploadRoutes } from "./uploads/routes.ts";
import { uploadSchemas } from "./uploads/schema.ts";
import { beginMediaUpload, completeMediaUpload, putMediaPart, uploadMedia } from "./uploads/workflows.ts";
import { listMedia } from "./view/list-media.ts";
import { mediaView } from "./view/project-media.ts";

export { type MediaImage, readMediaImage } from "./showing/images.ts";
export type { MediaUser } from "./showing/uses.ts";

/** The module's resources, and each role's permissions on them. */
const resources = defineResources({
  media: { admin: ["manage"], manager: ["create", "read", "update", "delete", "list"] },
});

/** Images, videos and other files, and how they are delivered. Takes the modules whose things show files. */
export function media(users: readonly MediaUser[]): Module {
  const operations = mediaOperations(users);
  return defineModule({
    name: "media",
    requires: ["tenants"],
    optional: true,
    problems,
    ids: mediaIds,
    resources,
    limits: Object.values(mediaLimits),
    migrations: [migration],
    aggregates: [mediaAggregate],
    events: mediaEvents,
    transfers: [mediaTransfer],
    operations: [
      uploadMedia,
      beginMediaUpload,
      putMediaPart,
      completeMediaUpload,
      beginUpload,
      openParts,
      recordPart,
      forgetParts,
      recordFile,
      discardUpload,
      readUploadState,
      findOpenUpload,
      operations.readOne,
      operations.update,
      operations.remove,
      listMedia,
      findFile,
    ],
    scheduledJobs: [tidyUploads],
    views: [mediaView],
    reactions: [removeFiles],
    deliveries: [{ path: "/media/{tenant}/{id}/{name}", find: findFile }],
    tags: {
      Media:
        "Images, videos and other files, with alt texts in several languages. They are delivered under `/media`.",
    },
    schemas: [mediaSchemas, uploadSchemas],
    routes: [...mediaRoutes(operations), ...uploadRoutes],
  });
}

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly media: typeof resources;
  }
}
