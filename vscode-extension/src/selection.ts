/** Whether a question is about the code at the caret by its own words. */
export function namesSelection(text: string): boolean {
  return /(^|\s)#selection(?!\w)/.test(text);
}
