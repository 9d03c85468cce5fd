/** The name of the job that ends uploads whose time is over. */
export const tidyUploadsName = "media.tidyUploads";
