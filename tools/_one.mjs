import { execFileSync } from 'node:child_process';
import { editorNode } from './editor.mjs';
execFileSync(editorNode, ['--test','--test-concurrency=1',process.argv[2]], {stdio:'inherit'});
