import type { JSONContent } from '@tiptap/core';
import { paragraphs } from '../paragraphs';

/** A passage as the editor holds it: one node a paragraph, nothing else. */
export function toDocument(text: string): JSONContent {
  const content = paragraphs(text).map(({ text: words }) => ({ type: 'paragraph', content: [{ type: 'text', text: words }] }));
  return { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] };
}

/** The editor's paragraphs as a passage's text, empty ones left out. */
export function toText(document: JSONContent): string {
  const words = (node: JSONContent): string => node.text ?? (node.content ?? []).map(words).join('');
  return (document.content ?? [])
    .map((node) => words(node).trim())
    .filter(Boolean)
    .join('\n\n');
}
