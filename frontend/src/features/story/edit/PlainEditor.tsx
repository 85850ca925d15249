import { Document } from '@tiptap/extension-document';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { UndoRedo } from '@tiptap/extensions';
import { EditorContent, useEditor } from '@tiptap/react';
import styles from './edit.module.css';
import { toDocument, toText } from './document';

interface PlainEditorProps {
  start: string;
  label: string;
  language: string;
  onText: (text: string) => void;
}

/** Paragraphs and words, nothing else: set as the story is set, pasted text losing its dress. */
export function PlainEditor({ start, label, language, onText }: PlainEditorProps) {
  const editor = useEditor({
    extensions: [Document, Paragraph, Text, UndoRedo],
    content: toDocument(start),
    autofocus: 'start',
    // Its styles are in edit.module.css: a <style> made by a script is against our content security policy.
    injectCSS: false,
    editorProps: {
      attributes: { class: styles.editor ?? '', lang: language, role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, spellcheck: 'true' },
    },
    onUpdate: ({ editor: now }) => onText(toText(now.getJSON())),
  });
  return <EditorContent editor={editor} />;
}
