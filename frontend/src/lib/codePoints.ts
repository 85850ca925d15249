/** The API counts text in Unicode code points; JavaScript strings count UTF-16 units. */

/** How many code points `text` holds. */
export function codePointLength(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i += widthAt(text, i)) count++;
  return count;
}

/** `text` without its first `count` code points. */
export function dropCodePoints(text: string, count: number): string {
  let i = 0;
  for (let left = count; left > 0 && i < text.length; left--) i += widthAt(text, i);
  return text.slice(i);
}

/** The slice of `text` that starts at `start` and holds `length` code points. */
export function sliceCodePoints(text: string, start: number, length: number): string {
  const rest = dropCodePoints(text, start);
  return rest.slice(0, rest.length - dropCodePoints(rest, length).length);
}

/** UTF-16 units taken by the code point at `i`. */
function widthAt(text: string, i: number): 1 | 2 {
  return (text.codePointAt(i) ?? 0) > 0xffff ? 2 : 1;
}
