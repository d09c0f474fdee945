// npm run --silent assistant -- <arguments>
import { assistantDll, ensureAssistant, run } from './run.mjs';

ensureAssistant();
process.exit(await run('dotnet', [assistantDll, ...process.argv.slice(2)], { cwd: process.env.INIT_CWD ?? process.cwd() }));
