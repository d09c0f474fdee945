import type { PageRequest, PageView } from './messages';

/** What a page is made of. */
export interface PageParts {
  readonly title: string;
  /** Where style may come from. */
  readonly source: string;
  readonly style: string;
  readonly script: string;
  /** Lets this one script run, and no other. */
  readonly nonce: string;
}

/** The page: nothing runs or loads in it but what lies beside it. */
export function pageHtml({ title, source, style, script, nonce }: PageParts): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>${title}</title>
</head>
<body>
<main id="page"></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

/** The places that a page may lead to: those that it shows. */
export function placesIn(view: PageView): ReadonlySet<string> {
  return new Set(
    view.rejected.flatMap((proposal) => [proposal.uri, ...proposal.newDiagnostics.map(({ path }) => path), ...proposal.silencing.map(({ path }) => path)]).filter((place) => place !== null),
  );
}

/** What a page asks for; null when it is nothing that a page of ours says. */
export function requestOf(message: unknown): PageRequest | null {
  if (typeof message !== 'object' || message === null || !('kind' in message)) {
    return null;
  }
  switch (message.kind) {
    case 'ready':
    case 'refresh':
    case 'reset':
      return { kind: message.kind };
    case 'open':
      return 'target' in message && typeof message.target === 'string' && 'line' in message && typeof message.line === 'number' && Number.isInteger(message.line)
        ? { kind: 'open', target: message.target, line: message.line }
        : null;
    default:
      return null;
  }
}
