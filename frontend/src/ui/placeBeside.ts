const GAP = 6;
const EDGE = 8;

/** Keeps `sheet` under `chip`, or over it where there is no room, inside the window. Answers how to stop. */
export function placeBeside(chip: HTMLElement, sheet: HTMLElement): () => void {
  const place = () => {
    const at = chip.getBoundingClientRect();
    const { width, height } = sheet.getBoundingClientRect();
    const start = getComputedStyle(chip).direction === 'rtl' ? at.right - width : at.left;
    const below = at.bottom + GAP;
    const fits = below + height <= innerHeight - EDGE;
    const top = fits ? below : Math.max(EDGE, at.top - GAP - height);
    // The body, not the window: a place kept free for the scroll bar is no place for the sheet.
    const room = document.body.getBoundingClientRect();
    sheet.style.left = `${Math.max(room.left + EDGE, Math.min(start, room.right - width - EDGE))}px`;
    sheet.style.top = `${top}px`;
  };
  place();
  const sizes = new ResizeObserver(place);
  sizes.observe(sheet);
  addEventListener('scroll', place, { passive: true, capture: true });
  addEventListener('resize', place);
  return () => {
    sizes.disconnect();
    removeEventListener('scroll', place, { capture: true });
    removeEventListener('resize', place);
  };
}
