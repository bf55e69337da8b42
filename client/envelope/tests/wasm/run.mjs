// Loads the module built by run.sh and runs the frozen vectors inside it. Needs Node.js 20 or newer.
import { readFile } from 'node:fs/promises';

const [path] = process.argv.slice(2);
const module = await WebAssembly.compile(await readFile(path));

// The crate does no input or output: a module that asks its host for anything is wrong.
const imports = WebAssembly.Module.imports(module);
if (imports.length > 0) {
	console.error('unexpected imports:', imports);
	process.exit(1);
}

const { exports } = await WebAssembly.instantiate(module);
const started = performance.now();
const checks = exports.run_vectors() >>> 0; // a failed check traps, which throws here
if (checks < 60) {
	console.error(`only ${checks} checks ran`);
	process.exit(1);
}
console.log(`wasm32: ${checks} checks of frozen vectors passed in ${Math.round(performance.now() - started)} ms`);
