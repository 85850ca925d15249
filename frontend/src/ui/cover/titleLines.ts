/**
 * The advances of Literata's printable ASCII at the cover's weight, one sign each: its code less 48
 * is the width in fiftieths of an em. Enough to break a title without asking the browser.
 */
const ADVANCES = String.raw`:@DRM\Y<AAFM@A@GNDJKMJLJLK@@MMMK]UQSVPOVZDLVPaZVOVTNUXUgTTQAGAMGILOJOKDMQA@PAaRNPOIGEQN\MMIBEBM`;
const OTHERS: Record<string, number> = { '’': 0.32, '‘': 0.32, '“': 0.53, '”': 0.53, '…': 0.9, '—': 1, 'œ': 0.92, 'æ': 0.83, '\u202f': 0.12 };

/** The width of `text` in ems; a letter the table does not know counts as a wide one. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of text.normalize('NFD').replace(/\p{M}/gu, '')) {
    const sign = ADVANCES.charCodeAt((char.codePointAt(0) ?? 0) - 32);
    width += Number.isNaN(sign) ? (OTHERS[char] ?? 0.75) : (sign - 48) / 50;
  }
  return width * 0.99;
}

export interface TitleBlock {
  lines: string[];
  size: number;
}

const SIZES = [38, 34, 30, 27, 24, 21] as const;

/** The title broken into at most five lines that fit `room` units, as large as it goes. */
export function titleLines(title: string, room: number): TitleBlock {
  for (const size of SIZES) {
    const lines = breakLines(title, room / size);
    if (lines.length <= (size > 28 ? 3 : 4) && lines.every((line) => widthOf(line) * size <= room)) return { lines, size };
  }
  const size = 21;
  const lines = breakLines(title, room / size);
  const kept = lines.slice(0, 5);
  if (lines.length > 5) kept[4] = `${(kept[4] ?? '').slice(0, 14).trimEnd()}…`;
  return { lines: kept.map((line) => shorten(line, room / size)), size };
}

function breakLines(title: string, ems: number): string[] {
  const lines: string[] = [];
  for (const word of title.trim().split(/[ \n\t]+/)) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`) <= ems) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function shorten(line: string, ems: number): string {
  if (widthOf(line) <= ems) return line;
  let cut = line;
  while (cut.length > 1 && widthOf(`${cut}…`) > ems) cut = cut.slice(0, -1);
  return `${cut}…`;
}
