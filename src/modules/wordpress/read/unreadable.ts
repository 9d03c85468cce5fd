/** The file as a whole is no export of WordPress. */
export class UnreadableExport extends Error {}
