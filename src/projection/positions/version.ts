/**
 * The version of what views write. Raise it with every change of a view that existing rows need: positions carry it, and
 * newer code rebuilds by itself what older code has projected.
 */
export const projectorVersion = 4;
