import { oneCall } from "../../../kernel/operation/budget.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { addCodes } from "./commands.ts";
import { codesInput, generatedCodes } from "./schema.ts";

/** Generates single-use codes for a promotion. */
export const generateSingleUseCodes = defineWorkflow({
  name: "promotions.generateCodes",
  access: addCodes.access,
  input: codesInput.extend({ id: opaqueId }),
  output: generatedCodes,
  budget: oneCall,
  ports: ["secrets"],
  async run(input, { invoke }, { secrets }) {
    // A hash of 160 random bits that nobody is shown.
    const { hash } = await secrets.mintBearerToken();
    return invoke(addCodes, { ...input, seed: hash });
  },
});
