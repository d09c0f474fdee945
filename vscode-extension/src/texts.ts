import { workspace, type TextDocument, type Uri } from 'vscode';

/** The texts that an edit was made for: those that were open then by their versions, the others by the time, new ones by their absence. */
export class Texts {
  private readonly open: readonly { readonly document: TextDocument; readonly version: number }[];
  private readonly onDisk: readonly Uri[];

  /**
   * Remembers how they are now.
   * @param uris Files that are there.
   * @param created Files that the edit makes.
   * @param at When the edit was asked for, in milliseconds: what was written later on disk is not what it was made for.
   */
  constructor(
    uris: readonly Uri[],
    private readonly created: readonly Uri[] = [],
    private readonly at = Date.now(),
  ) {
    const named = new Set(uris.map(String));
    this.open = workspace.textDocuments.filter(({ uri }) => named.has(uri.toString())).map((document) => ({ document, version: document.version }));
    const opened = new Set(this.open.map(({ document }) => document.uri.toString()));
    this.onDisk = uris.filter((uri) => !opened.has(uri.toString()));
  }

  /** Whether the edit makes this file. */
  creates(uri: Uri): boolean {
    return this.created.some((one) => one.toString() === uri.toString());
  }

  /** Whether those on disk are still the same, and none of the new ones is there. */
  async areSameOnDisk(): Promise<boolean> {
    const made = await Promise.all(this.created.map((uri) => workspace.fs.stat(uri).then(() => true, () => false)));
    if (made.includes(true)) {
      return false;
    }
    const written = await Promise.all(this.onDisk.map(async (uri) => (await workspace.fs.stat(uri)).mtime));
    return written.every((time) => time <= this.at);
  }

  /** Whether those that were open still are, and the same. It does not wait, so that it can be asked directly before an edit is made. */
  areSameInEditor(): boolean {
    return this.open.every(({ document, version }) => !document.isClosed && document.version === version);
  }
}
