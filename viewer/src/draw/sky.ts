// The order of heads in the sky, and means by layer.
import type { HeadCard, Overview } from "../data/types";

/** A line of the sky: heads with gaps where a filter hides them; or a layer without attention, and what it has instead. */
export interface SkyLine {
  readonly name: string;
  readonly heads: readonly HeadCard[];
  readonly mixer?: string;
}

const ACROSS = 12; // heads of a line where they do not stand by layer

/** Lines by layer; or one order over all heads, cut into lines of equal length. */
export function linesOf(overview: Overview, order: string, only: string): readonly SkyLine[] {
  const shown = overview.heads.filter((head) => only === "" || head.label === only);
  if (order === "layer") {
    const lines: SkyLine[] = overview.sites.map((site) => ({ name: site.site, heads: shown.filter((head) => head.site === site.site) }));
    for (const layer of overview.absent) lines.splice(layer.place, 0, { name: layer.site, heads: [], mixer: layer.mixer });
    return lines.filter((line) => line.heads.length > 0 || (line.mixer !== undefined && only === ""));
  }
  const ordered = orderedBy(overview, shown, order);
  return Array.from({ length: Math.ceil(ordered.length / ACROSS) }, (_, line) => ({
    name: String(line * ACROSS + 1),
    heads: ordered.slice(line * ACROSS, (line + 1) * ACROSS),
  }));
}

function orderedBy(overview: Overview, heads: readonly HeadCard[], order: string): readonly HeadCard[] {
  if (order === "cluster") {
    const places = new Map(overview.cluster.map((head, place) => [head, place]));
    return [...heads].sort((one, other) => (places.get(one.head) ?? 0) - (places.get(other.head) ?? 0));
  }
  const at = overview.statistics.findIndex((statistic) => statistic.name === order);
  const of = (head: HeadCard): number => head.statistics[at] ?? -Infinity;
  return [...heads].sort((one, other) => of(other) - of(one));
}

/** The mean of a statistic over the heads of a line that have it; null where none has. */
export function meanOf(line: SkyLine, statistic: number): number | null {
  const values = line.heads.map((head) => head.statistics[statistic]).filter((value) => value !== null && value !== undefined);
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
}

/** The head that arrows lead to from another, in lines of any length; itself at the edge. */
export function neighbour(lines: readonly SkyLine[], head: string, key: string): string {
  lines = lines.filter((line) => line.heads.length > 0);
  const row = lines.findIndex((line) => line.heads.some((each) => each.head === head));
  const column = lines[row]?.heads.findIndex((each) => each.head === head) ?? 0;
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -column], End: [0, Infinity] }[key];
  const line = lines[row + (step?.[0] ?? 0)];
  if (!line || !step) return head;
  return line.heads[Math.min(Math.max(column + (step[1] ?? 0), 0), line.heads.length - 1)]?.head ?? head;
}
