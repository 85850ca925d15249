/** A paragraph and where it starts, in UTF-16 units from the passage's start. */
export interface Paragraph {
  start: number;
  text: string;
}

/** The passage's paragraphs. Any run of line ends separates two of them. */
export function paragraphs(text: string): Paragraph[] {
  const found: Paragraph[] = [];
  for (const match of text.matchAll(/[^\n]+/g)) {
    if (match[0].trim() !== '') found.push({ start: match.index, text: match[0] });
  }
  return found;
}

/** What can be shown of a text still growing: a word under way waits until it is whole, so that no line breaks twice. */
export function wholeWords(text: string): string {
  const end = Math.max(text.lastIndexOf(' '), text.lastIndexOf('\n'), text.lastIndexOf('—'));
  return text.length - end > 40 ? text : text.slice(0, end + 1);
}
