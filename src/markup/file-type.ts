// Types of files that agencies attach: docs/field-notes.md §2.3 (8); pictures and web pages are none.
const FILE = /\.(pdf|docx?|wps|ofd|xlsx?|et|pptx?|zip|rar|7z|txt|rtf|ceb|csv)(?:$|[?#&])/iu;

/** The type of the file that an address names, lower case, or null when it names no file. */
export function fileType(href: string): string | null {
  const match = FILE.exec(href.length > 2_000 ? href.slice(-300) : href);
  return match?.[1]?.toLowerCase() ?? null;
}
