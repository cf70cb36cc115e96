// Numbers as the language writes them.
import type { StatisticName } from "../data/types";

const formats = new Map<string, Intl.NumberFormat>(); // each takes longer to make than a thousand numbers to write

function formatOf(language: string, digits: number, style: "decimal" | "percent" = "decimal"): Intl.NumberFormat {
  const name = `${language}/${digits}/${style}`, known = formats.get(name);
  if (known) return known;
  const made = new Intl.NumberFormat(language, { style, minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: "negative" });
  formats.set(name, made);
  return made;
}

/** A whole number with its thousands kept apart. */
export const counted = (value: number, language: string): string => formatOf(language, 0).format(value);

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A weight or share from 0 to 1, three digits; very small ones as powers of ten: 1.2×10⁻⁴. */
export function weightText(value: number, language: string): string {
  if (value === 0) return "0";
  if (value >= 0.001) return fixedText(value, 3, language);
  const [digits = "", power = ""] = value.toExponential(1).split("e-");
  return `${digits}×10⁻${[...power].map((digit) => RAISED[Number(digit)]).join("")}`;
}

/** A share in whole per cent; small ones are not hidden as nothing. */
export const percentText = (share: number, language: string): string =>
  share > 0 && share < 0.005 ? "<1%" : formatOf(language, 0, "percent").format(share);

/** A statistic of a head in the space of a cell. */
export const statisticText = (value: number | null, name: StatisticName, language: string): string =>
  value === null ? "–" : fixedText(value, value >= 10 ? 0 : name.unit === "share" ? 2 : 1, language);

/** A number with so many digits behind the point. */
export const fixedText = (value: number, digits: number, language: string): string =>
  formatOf(language, digits).format(value).replace("-", "−");
