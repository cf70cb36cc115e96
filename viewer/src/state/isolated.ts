// A word that may run from right to left inside a sentence that does not.

/** The text between signs that keep its direction to itself. */
export const isolated = (text: string): string => `\u2068${text}\u2069`;
