// Written by src/headscope/show/schema.py; do not edit.

/** Numbers as bytes in base64, row by row, deflated (raw, RFC 1951) where `is_deflated`. - `float32`: little-endian, NaN where masked; - `log16`: two bytes, little-endian; 0 masked, 1 nothing or less than can be told, else value = scale * 2^((code - 65535) / 2048): within 0.02 % of the number; - `log8`: one byte; 0 masked, 1 nothing or less than can be told, else value = scale * 2^((code - 255) / 12): within 2.9 % of the number. */
export interface ArrayPayload {
  readonly encoding: "float32" | "log16" | "log8";
  readonly rows: number;
  readonly columns: number;
  readonly scale: number;
  readonly is_deflated: boolean;
  readonly values: string;
}

/** One run of the shelf; `name` is how requests name it. */
export interface RunCard {
  readonly name: string;
  readonly title: Readonly<Record<string, string>>;
  readonly model: string;
  readonly texts: number;
  readonly tokens: number;
  readonly heads: number;
  readonly state: "complete" | "partial";
  readonly trust: Readonly<Record<string, string>>;
  readonly fingerprint: string;
}

/** A folder of the shelf that looks like a run but cannot be opened, and why, by language. */
export interface UnreadableRun {
  readonly name: string;
  readonly reason: Readonly<Record<string, string>>;
}

/** `shelf`: the runs that the viewer was opened on. */
export interface Shelf {
  readonly format: number;
  readonly runs: readonly RunCard[];
  readonly unreadable: readonly UnreadableRun[];
}

/** One place where attention happens: what can be asked of it. `rows_from`: whole rows, from kept weights or from queries and keys, or the eight strongest keys only. `finest_level`: the finest level of tiles, 0 where single tokens can be had; None where there are no tiles. */
export interface SiteCard {
  readonly site: string;
  readonly kind: "self" | "encoder" | "cross";
  readonly heads: number;
  readonly key_heads: number;
  readonly query_side: string;
  readonly key_side: string;
  readonly is_causal: boolean;
  readonly rows_from: "weights" | "qk" | "strongest" | "none";
  readonly finest_level: readonly (number | null)[];
  readonly trust: Readonly<Record<string, string>>;
}

/** One head in the sky: its pattern over all texts, its statistics as numbers (names in `Overview.statistics`; None where unknown), claims in words, the heads most like it (name, likeness 0..1), and those that read the same keys, as one set expression ("" where none do or nobody knows). */
export interface HeadCard {
  readonly head: string;
  readonly site: string;
  readonly label: string;
  readonly secondary: string | null;
  readonly evidence: "enough" | "low";
  readonly confidence: number;
  readonly strength: number;
  readonly offset: number | null;
  readonly shares: Readonly<Record<string, number>>;
  readonly sink_kind: string | null;
  readonly sink_share: number;
  readonly claim: Readonly<Record<string, string>>;
  readonly statistics: readonly (number | null)[];
  readonly roles: readonly string[];
  readonly twins: readonly (readonly [string, number])[];
  readonly shares_keys_with: string;
}

/** A layer without attention: `place` is its line among all lines of the sky, `mixer` what mixes tokens there. */
export interface AbsentCard {
  readonly site: string;
  readonly mixer: string;
  readonly place: number;
}

/** A statistic that heads can be coloured and sorted by; its word is `show.<name>` of the catalogue. */
export interface StatisticName {
  readonly name: string;
  readonly unit: "share" | "bits" | "tokens";
  readonly low: number;
  readonly high: number;
}

/** One text: a title, and how many tokens each side has. */
export interface TextCard {
  readonly number: number;
  readonly title: string;
  readonly tokens: Readonly<Record<string, number>>;
}

/** `RUN/overview`: what there is in a run, and every head at a glance. `cluster` is an order of the heads in which like ones stand together; `absent` are layers without attention and `without_attention` the sentence that names them; `notices` say what every view has to say (a sample of rows, a run that was stopped). Reading the patterns of a large run takes seconds. Where that was not done yet `is_read` is false: labels are `unread`, claims say so, `cluster` is empty, and `RUN/overview/whole` answers with the same and the patterns once they are there. */
export interface Overview {
  readonly format: number;
  readonly run: string;
  readonly title: Readonly<Record<string, string>>;
  readonly model: string;
  readonly texts: readonly TextCard[];
  readonly sites: readonly SiteCard[];
  readonly statistics: readonly StatisticName[];
  readonly heads: readonly HeadCard[];
  readonly absent: readonly AbsentCard[];
  readonly without_attention: Readonly<Record<string, string>>;
  readonly cluster: readonly string[];
  readonly faith: Readonly<Record<string, string>>;
  readonly notices: Readonly<Record<string, readonly string[]>>;
  readonly sampled_rows: number | null;
  readonly has_alignment: boolean;
  readonly citation: Readonly<Record<string, string>>;
  readonly is_read: boolean;
}

/** The labels of one side of a text, made visible, long ones cut; words as (label, first token, token after the last), segments as (label, first token, token after the last). */
export interface SideLabels {
  readonly tokens: readonly string[];
  readonly special: readonly number[];
  readonly words: readonly (readonly [string, number, number])[];
  readonly segments: readonly (readonly [string, number, number])[];
  readonly direction: "ltr" | "rtl";
}

/** `RUN/text/N`: a text's labels by side. */
export interface TextLabels {
  readonly number: number;
  readonly sides: Readonly<Record<string, SideLabels>>;
}

/** `RUN/thumbnails/N`: a small picture of every head on a text, the largest weight of each cell (masked: code 0); empty where the run holds no pictures. */
export interface Thumbnails {
  readonly text: number;
  readonly cell_tokens: Readonly<Record<string, readonly [number, number]>>;
  readonly images: Readonly<Record<string, ArrayPayload>>;
}

/** A strong pair of tokens. */
export type Edge = readonly [query: number, key: number, weight: number, is_sink: boolean];

/** A row in words: the query word, the verdict, keys as (word, share), and the sentence that says it by language. */
export type WordRow = readonly [query: number, verdict: string, keys: readonly (readonly [number, number])[], sentence: Readonly<Record<string, string>>];

/** Mass of a row by distance, mean over rows, with what rows without preference would give: [41] bins, 0..19 to the left by doubling distance (1, 2-3, 4-7, ...), 20 the query itself, 21..40 to the right; and single offsets. */
export interface Profile {
  readonly mass: readonly number[];
  readonly chance: readonly number[];
  readonly offsets: readonly number[];
  readonly offset_mass: readonly number[];
  readonly offset_chance: readonly number[];
}

/** A number for each token of an axis, in at most 256 stretches: mean and largest of each; `cell_tokens` tokens a stretch. None where a stretch has no value. */
export interface Series {
  readonly cell_tokens: number;
  readonly mean: readonly (number | null)[];
  readonly largest: readonly (number | null)[];
}

/** `RUN/head/HEAD/N`: one head on one text. `statistics` are text by language and name (those of `Overview.statistics`); `received` is summed over rows; of a long text only the first `rows` are told, or none, and `note` says so. */
export interface HeadPage {
  readonly head: string;
  readonly text: number;
  readonly statistics: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly profile: Profile | null;
  readonly entropy_bits: Series | null;
  readonly received: Series | null;
  readonly received_chance: Series | null;
  readonly edges: readonly Edge[];
  readonly rows: readonly WordRow[];
  readonly rows_unit: "word" | "token";
  readonly readings: readonly HeadReading[];
  readonly note: Readonly<Record<string, string>>;
}

/** What a stored report says of a head: `name` of the reading, sentences by language, and lifts over the best rule (role, lift, whether it was earned). */
export interface HeadReading {
  readonly name: string;
  readonly heading: Readonly<Record<string, string>>;
  readonly lines: Readonly<Record<string, readonly string[]>>;
  readonly bars: Readonly<Record<string, readonly (readonly [string, number, boolean])[]>>;
}

/** `RUN/tile/HEAD/N/LEVEL/X/Y/CHANNEL`: 256 x 256 cells of 2^LEVEL tokens; `relative_error` of the numbers before they were encoded, where they are not exact. */
export interface TilePayload {
  readonly head: string;
  readonly text: number;
  readonly level: number;
  readonly x: number;
  readonly y: number;
  readonly channel: "mass" | "peak";
  readonly is_exact: boolean;
  readonly relative_error: number;
  readonly array: ArrayPayload;
}

/** `RUN/row/HEAD/N/QUERY` and `RUN/column/HEAD/N/KEY`: one row (what a token reads) or column (who reads it). `strongest` are at most 64 (token, weight), largest first; `total` the sum over all; `visible` how many tokens can be seen; `strip` at most 2048 stretches of the whole axis, the largest weight of each; `is_whole` is false where only the eight strongest keys of each row are known. */
export interface RowPayload {
  readonly head: string;
  readonly text: number;
  readonly token: number;
  readonly axis: "query" | "key";
  readonly is_whole: boolean;
  readonly total: number;
  readonly visible: number;
  readonly strongest: readonly (readonly [number, number])[];
  readonly strip_cell_tokens: number;
  readonly strip: ArrayPayload;
}

/** `RUN/segments/HEAD/N`: mean mass from the rows of one segment to the keys of another, [segment, segment]. */
export interface SegmentTable {
  readonly head: string;
  readonly text: number;
  readonly labels: readonly string[];
  readonly array: ArrayPayload;
}

/** `RUN/figure/ENDING/ADDRESS`: what the viewer shows at an address as a figure, the same that `hs.figure` writes; ENDING is `svg`, `pdf`, `png` or `csv`. A name for the file, its media type, its content in base64. */
export interface FigurePayload {
  readonly name: string;
  readonly media_type: string;
  readonly content: string;
}

/** A word, what it is, its formula, and what it does not show. */
export interface GlossaryEntry {
  readonly term: string;
  readonly meaning: string;
  readonly formula: string;
  readonly caution: string;
}

/** `strings/LANG`: the catalogue's messages that the viewer says, and the glossary. */
export interface Strings {
  readonly language: string;
  readonly messages: Readonly<Record<string, string>>;
  readonly glossary: readonly GlossaryEntry[];
}

/** The answer to a request that has none: what is wrong and how to get it, by language; `kind` tells what it is: `not_kept` by the run, `not_inside` this page, `not_installed` on this machine (a font, a part of headscope), `bad_request`, `newer_format`, `broken` where the run is damaged. */
export interface Missing {
  readonly type: "missing";
  readonly kind: "not_kept" | "not_inside" | "not_installed" | "bad_request" | "newer_format" | "broken";
  readonly message: Readonly<Record<string, string>>;
}

/** What a host tells the viewer before anything is asked: which host it is, the address it opens at (after `#`), the colours; a page also brings its answers by request. One that is a string is JSON, deflated (raw) and in base64; `not_inside` is the answer to all other requests. */
export interface Start {
  readonly host: "app" | "widget" | "page";
  readonly at: string;
  readonly language: string;
  readonly pattern_colours: Readonly<Record<string, string>>;
  readonly ramps: Readonly<Record<string, readonly (readonly [number, number, number])[]>>;
  readonly answers: Readonly<Record<string, unknown>>;
}

/** A place that shows something: a head on a text, there a row and a key (tokens) where they are known. */
export interface Jump {
  readonly head: string;
  readonly text: number;
  readonly label: string;
  readonly query: number | null;
  readonly key: number | null;
}

/** One claim: a sentence, what it scored against what baseline, with which interval, how it is graded, where it can be seen, and what it does not show. Numbers come as text with their units; "" where there are none. */
export interface Claim {
  readonly sentence: string;
  readonly heads: readonly string[];
  readonly grade: string;
  readonly score: string;
  readonly baseline: string;
  readonly interval: string;
  readonly evidence: readonly Jump[];
  readonly caution: string;
  readonly label: string;
}

/** A cell of a table: its text, something smaller under it, and how it stands out. */
export interface TableCell {
  readonly text: string;
  readonly more: string;
  readonly marks: readonly string[];
}

/** A line of a table; `head` where a head can be opened from it; `is_strong` where it stands out. */
export interface TableLine {
  readonly cells: readonly TableCell[];
  readonly head: string;
  readonly is_strong: boolean;
}

/** A table in words. */
export interface Table {
  readonly heading: string;
  readonly headings: readonly string[];
  readonly lines: readonly TableLine[];
  readonly note: string;
  readonly is_folded: boolean;
}

/** What one reading says of a run: `name`, its heading, sentences, claims, tables, and its caution. The viewer shows readings it has never heard of by this alone. */
export interface Reading {
  readonly name: string;
  readonly heading: string;
  readonly lines: readonly string[];
  readonly claims: readonly Claim[];
  readonly tables: readonly Table[];
  readonly caution: string;
}

/** Where to look further. */
export interface Command {
  readonly command: string;
  readonly purpose: string;
}

/** One of the four views: the kind, the best head of that kind with its grade; "" where none has a grade yet, and `note` says so. */
export interface FourView {
  readonly kind: "syntactic" | "semantic" | "positional" | "long_range";
  readonly head: string;
  readonly grade: string;
  readonly note: string;
}

/** `RUN/findings/LANG`: everything that is claimed of a run, in one language. */
export interface FindingsPayload {
  readonly language: string;
  readonly readings: readonly Reading[];
  readonly commands: readonly Command[];
  readonly four_views: readonly FourView[];
}

/** Words of a pair that links join: their places, and what is said of them by language. */
export type Linked = readonly [targets: readonly number[], sources: readonly number[], said: Readonly<Record<string, string>>];

/** `RUN/pair/N`: one pair of a report on alignment: its words, its links (source, target, share, how found), the map where the report keeps it; `together` are blocks (first and last source word, first and last target word). */
export interface AlignedPair {
  readonly number: number;
  readonly title: string;
  readonly source: readonly string[];
  readonly target: readonly string[];
  readonly links: readonly (readonly [number, number, number, string])[];
  readonly together: readonly (readonly [number, number, number, number])[];
  readonly shares: ArrayPayload | null;
  readonly linked: readonly Linked[];
  readonly unlinked: Readonly<Record<string, string | null>>;
}

/** `RUN/pairs`: number and title of the pairs of a report on alignment, and how many more there are. */
export interface AlignedPairs {
  readonly pairs: readonly (readonly [number, string])[];
  readonly pairs_left: number;
}
