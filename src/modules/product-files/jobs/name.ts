/** The scheduled job that imports. */
export const runImportsName = "catalogue.runImports";
