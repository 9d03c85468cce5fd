/** The file as a whole is not a readable CSV. */
export class UnreadableCsv extends Error {}
