// Numbers as the language writes them.

/** A whole number with its thousands kept apart. */
export const counted = (value: number, language: string): string => new Intl.NumberFormat(language).format(value);

/** A weight or share from 0 to 1, three digits; very small ones as powers of ten. */
export const weightText = (value: number, language: string): string =>
  value === 0 || value >= 0.001
    ? new Intl.NumberFormat(language, { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(value)
    : value.toExponential(1).replace("-", "−");

/** A share in whole per cent; small ones are not hidden as nothing. */
export const percentText = (share: number, language: string): string =>
  share > 0 && share < 0.005 ? "<1%" : new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }).format(share);

/** A number with so many digits behind the point. */
export const fixedText = (value: number, digits: number, language: string): string =>
  new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
