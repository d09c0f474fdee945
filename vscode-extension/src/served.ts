/** Why a document of a scheme is not completed and repaired, and what to do; null when it is. */
export function whyAbsent(scheme: string): string | null {
  switch (scheme) {
    case 'file':
      return null;
    case 'untitled':
      return 'Save this file in a project: what no project compiles cannot be verified';
    case 'vscode-notebook-cell':
      return 'Cells of notebooks are in no project and are not verified';
    default:
      return 'This is no file on disk but a view of one: open the file itself to repair it';
  }
}
