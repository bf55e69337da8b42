// Pages while the node is behind, the store is away and the node is away: portals of the hospital over copies of its home, by a port that can be cut.
import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { Person } from "./browser.mjs";

/** Further than the chain comes in a journey. */
const AHEAD = 1_000_000;

/** Leads a port of this machine to the node, until it is cut. */
const relayTo = async (node) => {
	const { hostname: host, port } = new URL(node);
	const open = new Set();
	const server = createServer((client) => {
		const node = connect({ host, port: Number(port) });
		for (const [from, to] of [[client, node], [node, client]]) {
			open.add(from);
			from.on("error", () => to.destroy()).on("close", () => to.destroy()).pipe(to);
		}
	});
	const listening = new Promise((done) => server.once("listening", done));
	server.listen(0, "127.0.0.1");
	await listening;
	const cut = () => {
		server.close();
		for (const socket of open) socket.destroy();
	};
	return { url: `ws://127.0.0.1:${server.address().port}`, cut };
};

/** Starts the hospital's portal over a copy of its home; `seen` changes how far the chain had come when that was last seen. */
const twin = async (browser, name, url, seen) => {
	const { PORTAL_BIN: program, PORTAL_HOMES: homes, PORTAL_WORK: work, PORTAL_PASSPHRASE: passphrase } = process.env;
	const home = join(work, name);
	cpSync(join(homes, "One"), home, { recursive: true });
	// It says where the other portal listens.
	rmSync(join(home, "portal.running"), { force: true });
	const chains = join(home, "chains.json");
	const noted = Object.entries(JSON.parse(readFileSync(chains, "utf8"))).map(([chain, block]) => [chain, { ...block, number: seen(block.number) }]);
	writeFileSync(chains, JSON.stringify(Object.fromEntries(noted)));
	const portal = spawn(program, ["--home", home, "--node", url, "portal", "--no-browser", "--json"], {
		env: { ...process.env, MEDQUORUM_PASSPHRASE: passphrase },
		stdio: ["ignore", "pipe", "ignore"],
	});
	const line = await new Promise((done, failed) => {
		portal.stdout.once("data", done);
		portal.once("exit", () => failed(new Error(`the portal over ${home} has ended`)));
	});
	const person = await Person.at(browser, name, JSON.parse(line).link);
	return { person, end: () => portal.kill() };
};

export const states = async (browser, { work, file, store, node, step }) => {
	const relay = await relayTo(node);
	const running = [];
	try {
		const late = await twin(browser, "One-late", node, (number) => number + AHEAD);
		running.push(late);
		for (const path of ["/records", "/upload", "/keys"]) {
			await late.person.goto(path);
			assert.match(await late.person.text(), /this node is behind/);
			await late.person.sound(`${path}, while the node is behind`);
		}

		const alone = await twin(browser, "One-alone", relay.url, (number) => number);
		running.push(alone);
		const { person } = alone;
		const aside = join(work, "store-aside");
		await person.goto("/upload");
		await person.page.getByLabel("File or folder").fill(file);
		await person.page.getByLabel("Whose record").fill("Ida");
		renameSync(store, aside);
		try {
			assert.match(await person.work("Upload", true), /store/);
			await person.sound("an upload, while the store is away");
			await person.goto("/settings");
			await person.click("Look");
			await person.page.waitForURL(/\/jobs\/\d+$/);
			await person.page.locator(".job.good, .job.trouble").waitFor();
			assert.doesNotMatch(await person.text(), /All \d+ objects?/, "a store that is away is sound");
			await person.sound("a look at the store, while the store is away");
		} finally {
			renameSync(aside, store);
		}

		await person.goto("/upload");
		await person.page.getByLabel("File or folder").fill(file);
		await person.page.getByLabel("Whose record").fill("Ida");
		relay.cut();
		await person.click("Upload");
		await person.page.getByRole("alert").waitFor();
		await person.sound("a form that is sent, while the node is away");
		for (const path of ["/", "/records", "/upload", "/requests"]) {
			const answered = await person.page.goto(person.origin + path);
			assert.equal(answered.status(), 503, `${path} is shown without a node`);
			await person.sound(`${path}, while the node is away`);
		}
		// What needs no node is shown all the same, and says that there is none.
		for (const path of ["/jobs", "/jobs/1", "/settings/node"]) {
			const answered = await person.page.goto(person.origin + path);
			assert.equal(answered.status(), 200, `${path} needs a node`);
			await person.sound(`${path}, while the node is away`);
		}
	} finally {
		relay.cut();
		for (const one of running) one.end();
	}
	step("a node that is behind, a store and a node that are away");
};
