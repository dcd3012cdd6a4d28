/**
 * Takes all that a page shows off the document, open dialogs and its title included, but for one element: what was typed stays in memory
 * alone (OWASP ASVS 5.0.0, 14.3.1).
 * @param title what the window is called meanwhile
 * @returns puts it back where it was
 */
export function putAway(page: Document, kept: Element, title: string): () => void {
  const before = { title: page.title, left: scrollX, top: scrollY };
  const away = [...page.body.childNodes].filter((node) => node !== kept);
  for (const node of away) node.remove();
  page.title = title;
  return () => {
    page.body.prepend(...away);
    page.title = before.title;
    scrollTo(before);
  };
}
