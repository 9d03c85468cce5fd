/** The fewest characters of a secret that an operator configures. */
export const minSecretLength = 32;

/** The secrets in a setting, which are separated by commas or white space. */
export function secretList(setting: string): readonly string[] {
  return setting.split(/[\s,]+/).filter((secret) => secret !== "");
}
