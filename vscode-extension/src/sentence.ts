/** A line of the server, which begins small and has no end, as a sentence. */
export function sentence(line: string): string {
  return `${line[0]?.toUpperCase() ?? ''}${line.slice(1).replace(/\.$/, '')}.`;
}
