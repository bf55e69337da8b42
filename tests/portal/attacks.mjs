// Attackers in a real browser, each of whom fails at the portal and succeeds at a server without its guards: docs/portal.md, "What it
// protects against". An attack says whether it worked; one that works nowhere would show nothing.
import { strict as assert } from "node:assert";
import { execFile, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { asked, attacker, mirror, unguarded } from "./unguarded.mjs";

const { PORTAL_BIN: program, PORTAL_HOMES: homes, PORTAL_WORK: work, PORTAL_NODE: node, PORTAL_PASSPHRASE: passphrase } = process.env;
// Nobody is to be asked for the passphrase where a portal is to be set up.
delete process.env.MEDQUORUM_PASSPHRASE;
const began = Date.now();
const step = (words) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${words}`);
/** A page behind the cookie, which needs no node. */
const PAGE = "/jobs";
/** How long something may take to come that should not come. */
const PATIENCE = 3_000;

/** What a text of somebody else would do where it is taken for a part of the page. */
const HOSTILE = `<script>executed=1</script><img src=x onerror=executed=1><svg onload=executed=1></svg><a href="javascript:executed=1">x</a>`;

/** Runs the command line as one of the demo's people, and gives what it says. */
const run = async (who, ...given) => {
	const options = { env: { ...process.env, MEDQUORUM_PASSPHRASE: passphrase, HOME: work } };
	const common = ["--home", join(homes, who), "--node", node, "--account", `//${who}`, "--yes", "--json"];
	return JSON.parse((await promisify(execFile)(program, [...common, ...given], options)).stdout);
};

/** A new link to the portal of one of them, which throws out whoever was there before. */
const linkOf = async (who) => JSON.parse((await promisify(execFile)(program, ["--home", join(homes, who), "portal", "--no-browser", "--json"])).stdout).link;

/** Asks whether a page that the browser shows now was touched by a text of somebody else. */
const wasExecuted = async (page) => {
	const image = page.locator("main img:not([src^='/']), main script, main [href^='javascript:'], main [onload], main [onerror]");
	return (await page.evaluate(() => globalThis.executed === 1)) || (await image.count()) > 0;
};

/** Loads something into the attacker's page by an element, and tells whether it came. */
const loads = (page, kind, attributes) =>
	page.evaluate(
		([kind, attributes, patience]) =>
			new Promise((done) => {
				const element = Object.assign(document.createElement(kind), attributes);
				element.onload = () => done(true);
				element.onerror = () => done(false);
				setTimeout(done, patience, false);
				document.body.append(element);
			}),
		[kind, attributes, PATIENCE],
	);

/** Sends a request by a script of the page, with all that the browser would add; gives the text, or nothing. */
const fetched = (page, url, options = {}) =>
	page.evaluate(([url, options]) => fetch(url, { credentials: "include", ...options }).then((answer) => answer.text()).catch(() => ""), [url, options]);

/** Attacks of a page of another origin. The secret is the token of the portal's forms: they try to learn it, and even who knows it changes
 * nothing. */
const FROM_OUTSIDE = {
	"a form that sends itself": async (page, { origin, secret, isLocked }) => {
		const sent = page.waitForURL((url) => url.origin === origin);
		await page.evaluate(([action, csrf]) => {
			const form = Object.assign(document.createElement("form"), { method: "post", action });
			form.append(Object.assign(document.createElement("input"), { name: "csrf", value: csrf }));
			document.body.append(form);
			form.submit();
		}, [`${origin}/lock`, secret]);
		await sent;
		return isLocked();
	},
	"a script that sends a form": async (page, { origin, secret, isLocked }) => {
		const headers = { "Content-Type": "application/x-www-form-urlencoded" };
		await fetched(page, `${origin}/lock`, { method: "POST", mode: "no-cors", headers, body: `csrf=${secret}` });
		return isLocked();
	},
	"a script that asks beforehand": async (page, { origin, secret, isLocked }) => {
		await fetched(page, `${origin}/lock`, { method: "PUT", headers: { "X-Attack": "1" }, body: `csrf=${secret}` });
		return isLocked();
	},
	"a script that reads a page": async (page, { origin, secret }) => (await fetched(page, `${origin}${PAGE}`)).includes(secret),
	"a page in a frame": async (page, { origin, secret }) => {
		await loads(page, "iframe", { src: `${origin}${PAGE}` });
		const texts = page.frames().slice(1).map((frame) => frame.evaluate(() => document.body.innerHTML).catch(() => ""));
		return (await Promise.all(texts)).some((text) => text.includes(secret));
	},
	"a file as a script": (page, { origin }) => loads(page, "script", { src: `${origin}/static/viewer.js` }),
	"a file as a picture": (page, { origin }) => loads(page, "img", { src: `${origin}/static/icon.svg` }),
	"a file as a style": (page, { origin }) => loads(page, "link", { rel: "stylesheet", href: `${origin}/static/portal.css` }),
	"a window that is held on to": async (page, { origin }) => {
		const opened = page.context().waitForEvent("page");
		await page.evaluate((url) => void (globalThis.held = open(url)), `${origin}${PAGE}`);
		const window = await opened;
		// Its first, empty page is this site's own and can be held; nor does the browser tell at once that a window is out of reach.
		await window.waitForURL((url) => url.origin === origin);
		const isLost = page.waitForFunction(() => globalThis.held.closed, null, { timeout: PATIENCE }).then(() => true);
		const isHeld = !(await isLost.catch(() => false));
		await window.close();
		return isHeld;
	},
};

/** Attacks of a page of another site alone: other ports of one address are one site to browsers. */
const FROM_ANOTHER_SITE = {
	"a link that leads into the session": async (page, { origin, secret }) => {
		const led = page.waitForURL((url) => url.origin === origin);
		await page.evaluate((url) => void (location = url), `${origin}${PAGE}`);
		await led;
		return (await page.content()).includes(secret);
	},
};

/** Attacks that begin on a page of the server itself, as somebody who sits down there or a script that came in would. */
const FROM_WITHIN = {
	"a form without its token": async (page, { isLocked }) => {
		await fetched(page, "/lock", { method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: "csrf=0" });
		return isLocked();
	},
	"a script that reads the cookie": async (page, { cookie }) => (await page.evaluate(() => document.cookie)).includes(cookie),
	"a copy in the browser's cache": async (page, { secret }) => {
		const text = await fetched(page, PAGE, { cache: "only-if-cached", mode: "same-origin" });
		return text.includes(secret);
	},
};

/** Attacks of a page whose name led to the attacker first, and leads here now. The browser even has the cookie for that name. */
const REBOUND = {
	"a file that is read by rebinding": async (page, { style }) => (await fetched(page, "/static/portal.css")) === style,
	"a page that is read by rebinding": async (page, { secret }) => (await fetched(page, PAGE)).includes(secret),
	"a form that is sent by rebinding": async (page, { secret, isLocked }) => {
		await fetched(page, "/lock", { method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: `csrf=${secret}` });
		return isLocked();
	},
};

/** Tries each attack at both servers: what works without guards must fail with them. `open` brings a page to where attackers begin. */
const tried = async (context, what, attacks, targets, open) => {
	const page = await context.newPage();
	for (const [attack, begin] of Object.entries(attacks)) {
		for (const target of targets) {
			await open(page, target);
			const worked = await begin(page, target);
			assert.equal(worked, !target.guarded, `${attack}, from ${what}: ${target.guarded ? "it works" : "it does not even work without a guard"}`);
			target.restore();
		}
	}
	await page.close();
	step(`${what}: ${Object.keys(attacks).join(", ")}`);
};

/** The names that lead to this machine, as the attacker's own would after its change. */
const EVIL = "evil.example";
const REBINDING = "rebound.example";

/** Starts a browser whose owner lets other sites have cookies, and which asks nobody before a page reaches this machine, as older ones: what
 * holds attackers off is the portal. */
const victimsBrowser = () => {
	const profile = join(work, "profile");
	mkdirSync(join(profile, "Default"), { recursive: true });
	writeFileSync(join(profile, "Default", "Preferences"), JSON.stringify({ profile: { cookie_controls_mode: 0, block_third_party_cookies: false } }));
	return chromium.launchPersistentContext(profile, {
		executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
		args: ["--host-resolver-rules=MAP *.example 127.0.0.1", "--disable-features=LocalNetworkAccessChecks", ...(process.getuid() === 0 ? ["--no-sandbox"] : [])],
	});
};

/** Gives the browser the cookies for the attacker's name as well, and leads that name to the server that is attacked. */
const rebinding = async (context, targets) => {
	const cookies = targets.map(({ pair: [name, value] }) => ({ name, value, domain: REBINDING, path: "/", httpOnly: true, sameSite: "Strict" }));
	await context.addCookies(cookies);
	await tried(context, "a name that is led here", REBOUND, targets, async (page, target) => {
		const first = `http://${REBINDING}:${new URL(target.origin).port}/prize`;
		// The attacker's server has answered this one, before its name was led here.
		await page.route(first, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Win a prize</title>" }));
		await page.goto(first);
	});
};

/** The texts of an attacker under the headers of a page of the portal. */
const headersHold = async (browser, headers, evil) => {
	const leads = `<a id="away" href="http://127.0.0.1:${evil.port}/away">away</a>`;
	const server = await mirror(headers, {
		page: ["text/html", `<!doctype html><title>Page</title><main>${HOSTILE}<form id="out" action="http://127.0.0.1:${evil.port}/form"></form></main>`],
		link: ["text/html", `<!doctype html><title>Page</title>${leads}`],
		guessed: ["text/plain", "globalThis.guessed = 1"],
		base: ["text/html", `<!doctype html><base href="http://127.0.0.1:${evil.port}/"><script src="/static/x.js"></script>`],
	});
	const attacks = {
		"a script that stands in a page": async (page, at) => {
			await page.goto(`${at}/page`);
			await page.waitForTimeout(100);
			return page.evaluate(() => globalThis.executed === 1);
		},
		"a form that leads elsewhere": async (page, at) => {
			await page.goto(`${at}/page`);
			// It arrives whole, or the browser says that it is held back: on a busy machine no time would tell which.
			const arrives = page.waitForURL(/\/form/).catch(() => {});
			const isHeld = page.evaluate(() => new Promise((done) => {
				document.addEventListener("securitypolicyviolation", () => done());
				document.querySelector("#out").submit();
			})).catch(() => arrives);
			await Promise.race([arrives, isHeld]);
			return evil.noted.some((request) => request.path.startsWith("/form"));
		},
		"a base that leads elsewhere": async (page, at) => {
			await page.goto(`${at}/base`);
			return evil.noted.splice(0).some((request) => request.path === "/static/x.js");
		},
		"an address that is told to whoever is next": async (page, at) => {
			await page.goto(`${at}/link`);
			await page.click("#away");
			await page.waitForURL(/\/away$/);
			return evil.noted.splice(0).some((request) => request.path === "/away" && request.referer);
		},
		"a text that is guessed to be a script": async (page, at) => {
			await page.goto(`http://127.0.0.1:${server.port}/bare/link`);
			await loads(page, "script", { src: `${at}/guessed` });
			return page.evaluate(() => globalThis.guessed === 1);
		},
	};
	const page = await (await browser.newContext()).newPage();
	for (const [what, attack] of Object.entries(attacks)) {
		for (const guarded of [false, true]) {
			evil.noted.length = 0;
			const worked = await attack(page, `http://127.0.0.1:${server.port}/${guarded ? "guarded" : "bare"}`);
			assert.equal(worked, !guarded, `${what}: ${guarded ? "it works" : "it does not even work without the headers"}`);
		}
	}
	await page.context().close();
	server.end();
	step(`under the portal's own headers: ${Object.keys(attacks).join(", ")}`);
};

/** Nobody reaches the port by another address of this machine, as somebody in its network would. */
const listensHereAlone = async (port, control) => {
	const reaches = (host, port) =>
		new Promise((done) => {
			const socket = connect({ host, port, timeout: PATIENCE }, () => done(true));
			for (const event of ["error", "timeout"]) socket.on(event, () => done(false));
		});
	const own = Object.values(networkInterfaces()).flat().filter((one) => !one.internal && !one.address.startsWith("fe80"));
	for (const { address } of [{ address: "127.0.0.2" }, ...own]) {
		assert.ok(await reaches(address, control), `${address} leads nowhere at all`);
		assert.ok(!(await reaches(address, port)), `the portal listens on ${address}`);
	}
	const local = Object.values(networkInterfaces()).flat().some((one) => one.address === "::1");
	for (const host of ["127.0.0.1", ...(local ? ["[::1]"] : [])]) {
		assert.equal((await asked(`http://${host}:${port}/static/portal.css`)).status, 200, `the portal does not answer on ${host}`);
		assert.equal((await asked(`http://${host}:${port}${PAGE}`)).status, 401);
	}
	step(`it listens on this machine's own addresses alone, and not on ${own.length + 1} others`);
};

/** A page of another site that tries links ends no portal; somebody who types them does. */
const strangersEndNothing = async (browser, evil) => {
	const home = join(work, "spare");
	const portal = spawn(program, ["--home", home, "portal", "--no-browser", "--json"], { stdio: ["ignore", "pipe", "ignore"] });
	const ended = new Promise((done) => portal.once("exit", done));
	try {
		const link = await new Promise((done) => portal.stdout.once("data", (line) => done(new URL(JSON.parse(line).link))));
		const context = await browser.newContext();
		for (const host of ["127.0.0.1", EVIL]) {
			const page = await context.newPage();
			await page.goto(`http://${host}:${evil.port}/`);
			for (let tries = 0; tries < 12; tries += 1) await fetched(page, `${link.origin}/start/${tries}`, { mode: "no-cors" });
			await page.close();
		}
		const page = await context.newPage();
		assert.equal((await page.goto(link.href)).status(), 200, "pages of others have ended a portal");
		await page.waitForURL(/\/welcome$/);
		const second = await (await browser.newContext()).newPage();
		assert.equal((await second.goto(link.href)).status(), 403, "a start link works twice");
		for (let tries = 0; tries < 10; tries += 1) await asked(`${link.origin}/start/${tries}`).catch(() => {});
		assert.equal(await ended, 1, "ten wrong links end nothing");
		await context.close();
	} finally {
		portal.kill();
	}
	step("links that pages of others try end nothing; ten that are typed do; one works once");
};

/** A document and a name that are hostile, registered and opened to Ferdie. */
const opened = async () => {
	const file = join(work, "attack.json");
	const coding = [{ code: "24627-2", display: HOSTILE }];
	const text = { status: "generated", div: `<div onclick="executed=1">${HOSTILE}No nodules.</div>` };
	const form = [{ contentType: "text/html", url: "javascript:executed=1" }];
	writeFileSync(file, JSON.stringify({ resourceType: "DiagnosticReport", status: "final", code: { coding }, conclusion: HOSTILE, presentedForm: form, text }));
	const { record_id: record } = await run("One", "upload", file, "--patient", "//Ida", "--name", `${HOSTILE}.json`);
	const { request_id: request } = await run("Ferdie", "request", record, "--purpose", "TREAT");
	await Promise.all(["Alice", "Bob", "Charlie"].map((admin) => run(admin, "approve", request)));
	await run("Ida", "consent", request);
	return request;
};

/** What others wrote stands there as text, and is not carried out. */
const textsStayTexts = async (browser, hostile, control) => {
	const context = await browser.newContext();
	const bare = await context.newPage();
	await bare.goto(`http://127.0.0.1:${control.port}/hostile`);
	await bare.waitForTimeout(100);
	assert.ok(await wasExecuted(bare), "the texts do nothing even where they are printed as they are");
	const link = await linkOf("Ferdie");
	const { origin } = new URL(link);
	const page = await context.newPage();
	await page.goto(link);
	await page.waitForURL(`${origin}/`);
	await page.goto(`${origin}/requests/${await hostile}`);
	await page.getByRole("button", { name: "Look at it", exact: true }).click();
	await page.locator(".job.good, .job.trouble").waitFor();
	await page.getByRole("link", { name: "Look at it" }).click();
	await page.waitForURL(/\/look\/\d+$/);
	await page.waitForTimeout(100);
	// The file's name is the page's title.
	for (const part of ["h1", "main section"]) {
		const text = (await page.locator(part).allInnerTexts()).join(" ");
		assert.ok(text.includes("<script>executed=1</script>"), `${part} does not show the text: ${text}`);
	}
	assert.ok(!(await wasExecuted(page)), "a text of somebody else is carried out");
	await context.close();
	step("hostile names and documents are shown, and not carried out");
};

const evil = await attacker();
const context = await victimsBrowser();
const browser = context.browser();
try {
	const hostile = opened();
	const link = await linkOf("Ida");
	const { origin } = new URL(link);
	const victim = await context.newPage();
	await victim.goto(link);
	await victim.waitForURL(`${origin}/`);
	const answered = await victim.goto(`${origin}${PAGE}`);
	const secret = await victim.locator("input[name=csrf]").first().inputValue();
	const control = await unguarded(secret, HOSTILE);
	await victim.goto(`http://127.0.0.1:${control.port}/enter`);
	await victim.goto(`http://127.0.0.1:${control.port}${PAGE}`);
	const [cookie] = (await context.cookies()).filter((one) => one.name === `medquorum-${new URL(origin).port}`);
	assert.ok(cookie, "the portal has set no cookie");

	const style = readFileSync(new URL("../../client/portal/static/portal.css", import.meta.url), "utf8");
	const held = `${cookie.name}=${cookie.value}`;
	const portal = {
		guarded: true, origin, secret, style, cookie: cookie.value, pair: [cookie.name, cookie.value], restore: () => {},
		isLocked: async () => (await asked(`${origin}${PAGE}`, { cookie: held })).status !== 200,
	};
	const bare = {
		guarded: false, origin: `http://127.0.0.1:${control.port}`, secret, style, cookie: control.cookie, pair: control.cookie.split("="),
		isLocked: () => control.state.locked, restore: () => void (control.state.locked = false),
	};
	const targets = [bare, portal];
	assert.ok(!(await portal.isLocked()), "the portal is locked before anything is tried");
	step("somebody is let in, at the portal and at a server without guards");
	const port = (page) => page.goto(`http://127.0.0.1:${evil.port}/`);
	const site = (page) => page.goto(`http://${EVIL}:${evil.port}/`);
	const within = (page, target) => page.goto(`${target.origin}${PAGE}`);
	const kept = Object.entries(answered.headers()).filter(([name]) => !["content-length", "content-type", "date", "set-cookie"].includes(name));
	const pages = async () => {
		await tried(context, "another port of this machine", FROM_OUTSIDE, targets, port);
		await tried(context, "another site", { ...FROM_OUTSIDE, ...FROM_ANOTHER_SITE }, targets, site);
		await tried(context, "a page of the portal itself", FROM_WITHIN, targets, within);
		await rebinding(context, targets);
	};
	const others = async () => {
		await listensHereAlone(Number(new URL(origin).port), control.port);
		await headersHold(browser, Object.fromEntries(kept), evil);
		await strangersEndNothing(browser, evil);
	};
	await Promise.all([pages(), others(), textsStayTexts(browser, hostile, control)]);
	console.log("No attack has worked.");
	control.end();
} finally {
	evil.end();
	await browser.close();
}
