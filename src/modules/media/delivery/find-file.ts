import * as z from "zod";
import { deliveredFile } from "../../../kernel/api/delivery.ts";
import { refusal } from "../../../kernel/api/problem.ts";
import { defineViewQuery } from "../../../kernel/read/query.ts";
import { sql, statement } from "../../../kernel/storage/sql.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { kindOf } from "../bytes/types.ts";
import { mediaIds } from "../ids.ts";
import { mediaIn } from "../presentation.ts";
import { filesOf, originalOf } from "../stored/keys.ts";

/** A file as it is delivered. */
export const findFile = defineViewQuery({
  name: "media.findFile",
  access: "public",
  internal: true,
  input: z.object({ id: opaqueId }),
  output: deliveredFile,
  varies: [],
  async run(model, { id }, { tenantId }) {
    const [row] = await model.all(
      statement(
        sql`SELECT state, state_version FROM media WHERE tenant_id = ${tenantId} AND id = ${canonicalId(mediaIds.media, id)}`,
      ),
    );
    const media = row === undefined ? undefined : mediaIn(row);
    if (media === undefined) return refused(refusal("not-found", "There is no such file."));
    return ok({
      key: originalOf(tenantId, media.id),
      renditions: filesOf(tenantId, media.id),
      name: media.name,
      mediaType: media.mediaType,
      isShown: kindOf(media.mediaType) !== "document",
      size: media.size,
      width: media.width,
      height: media.height,
      focalPoint: media.focalPoint,
    });
  },
});
