/** Closing quotes and brackets belong to the sentence they close; French ones may stand off by a thin space. */
const END = /[.!?…]+(?:[\u202f\u00a0 ]?[»”’"')\]])*(?=\s)/gu;

/** Splits `text` into the whole sentences it begins with, and what is left of the one under way. */
export function wholeSentences(text: string): { whole: string; rest: string } {
  let end = 0;
  for (const match of text.matchAll(END)) end = match.index + match[0].length;
  return { whole: text.slice(0, end).trim(), rest: text.slice(end) };
}
