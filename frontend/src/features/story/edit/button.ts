/** The id of the button that opens a passage's editor, to which the keyboard returns. */
export const editButton = (passage: number): string => `edit-${passage}`;
