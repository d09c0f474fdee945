// The prebuilt llama.cpp that the model host loads: installed as src/Assistant.ModelHost/Library names it; the build copies it beside the host.
import { join } from 'node:path';
import { installPackages } from './extension.mjs';
import { root } from './run.mjs';

/** Installs the library for this platform, unless it is there. */
export const installLlama = () => installPackages(join(root, 'src/Assistant.ModelHost/Library'));
