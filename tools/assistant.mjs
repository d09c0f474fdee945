// npm run --silent assistant -- <arguments>
import { assistantDll, buildAssistant, run } from './run.mjs';

await buildAssistant();
process.exit(await run('dotnet', [assistantDll, ...process.argv.slice(2)], { cwd: process.env.INIT_CWD ?? process.cwd() }));
