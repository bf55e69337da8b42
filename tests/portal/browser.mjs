// One browser, a context of its own for each person, and what every page is checked for.
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PATIENCE = 60_000;
/** Presses of Tab after which the keyboard does not reach something. */
const MOST_TABS = 120;

/** Pages that were looked at in the other language: once each is enough, because its rules do not depend on who reads. */
const inGerman = new Set();
const looked = new Set();
export const SHORT = Boolean(process.env.SHORT);
/** What pages said in English to somebody who reads German. */
export const stillEnglish = new Map();
/** What was measured of pages: weight in bytes, first paint in milliseconds, and how far things moved after they were shown. */
export const measured = [];

/** The route of an address: ids and numbers are the same page. */
export const routeOf = (url) => new URL(url).pathname.replace(/\/[0-9a-f]{32}(?=\/|$)/g, "/{id}").replace(/\/\d+(?=\/|$)/g, "/{id}");
export const routesSeen = () => [...inGerman].map((seen) => seen.split(" ")[0]);

/** Starts Debian's Chromium. As root it runs without its own sandbox. */
export const start = () =>
	chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: process.getuid() === 0 ? ["--no-sandbox"] : [] });

/** No rule of accessibility is broken on a page that axe was brought to. */
const keepsRules = async (page, what, options) => {
	const found = await page.evaluate((given) => globalThis.axe.run(document, given), { resultTypes: ["violations"], ...options });
	const told = found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html + " " + node.failureSummary).join("; ")}`);
	assert.deepEqual(told, [], what);
};

/** Nothing sticks out on a screen of 320 pixels, which is also what 200 % of 640 are. */
const isNarrow = async (page, what) => {
	await page.setViewportSize({ width: 320, height: 640 });
	const width = await page.evaluate(() => document.documentElement.scrollWidth);
	assert.ok(width <= 320, `${what} is ${width} pixels wide on a screen of 320`);
};

/** Nothing moves before whoever asked for that. */
const isStill = async (page, what) => {
	await page.emulateMedia({ reducedMotion: "reduce" });
	const moving = await page.evaluate(() => {
		const takesTime = (times) => times.split(",").some((time) => Number.parseFloat(time) > 0);
		const moves = ({ transitionDuration, animationName, animationDuration }) =>
			takesTime(transitionDuration) || (animationName !== "none" && takesTime(animationDuration));
		return [...document.querySelectorAll("*")].filter((node) => moves(getComputedStyle(node))).map((node) => node.tagName);
	});
	await page.emulateMedia({ reducedMotion: "no-preference" });
	assert.deepEqual(moving, [], `${what} moves`);
};

/** Weight, first paint and shifts of the page that is shown. What comes after it, such as the newest events, has arrived by then. */
export const figuresOf = async (page) => {
	await page.locator("[hx-trigger=load] > p > a").waitFor({ state: "detached" });
	return page.evaluate(async () => {
		const [document] = performance.getEntriesByType("navigation");
		const [first] = performance.getEntriesByName("first-contentful-paint");
		const parts = performance.getEntriesByType("resource").map((part) => part.encodedBodySize);
		const shifts = await new Promise((told) => {
			new PerformanceObserver((list) => told(list.getEntries())).observe({ type: "layout-shift", buffered: true });
			setTimeout(told, 50, []);
		});
		return {
			bytes: document.encodedBodySize + parts.reduce((all, one) => all + one, 0),
			paint: first?.startTime ?? 0,
			shift: shifts.reduce((all, one) => all + one.value, 0),
		};
	});
};

const everybody = [];

/** What everybody has before their eyes, for whoever reads why the journey ended. */
export const tellPages = async () => {
	for (const { name, page } of everybody.filter((person) => !person.page.isClosed())) {
		const shown = await page.locator("main").innerText({ timeout: 2_000 }).catch(() => "nothing");
		console.log(`${name} at ${page.url()} sees: ${shown.replace(/\s+/g, " ").slice(0, 600)}`);
	}
};

/** One person in front of a browser. */
export class Person {
	constructor(name, page, origin) {
		Object.assign(this, { name, page, origin, dialogs: 0, requests: [], errors: [], method: "GET", byKeys: false });
		everybody.push(this);
		page.on("dialog", (dialog) => {
			this.dialogs += 1;
			dialog.dismiss();
		});
		page.on("request", (request) => {
			this.requests.push(request.url());
			if (request.isNavigationRequest() && request.frame() === page.mainFrame()) this.method = request.method();
		});
		page.on("pageerror", (error) => this.errors.push(String(error)));
	}

	/** Lets a browser in by a start link. */
	static async at(browser, name, link, options = {}) {
		return Person.arrive(browser, name, link, new URL(link).origin + "/", options);
	}

	/** The same where another page than the start follows. */
	static async arrive(browser, name, link, first, options = {}) {
		const context = await browser.newContext({ viewport: { width: 1100, height: 800 }, ...options });
		context.setDefaultTimeout(PATIENCE);
		const person = new Person(name, await context.newPage(), new URL(link).origin);
		await person.page.goto(link);
		await person.page.waitForURL(first);
		return person;
	}

	/** The same person with another window, in which no script runs. */
	async scriptless(browser) {
		const storageState = await this.page.context().storageState();
		const context = await browser.newContext({ storageState, javaScriptEnabled: false });
		context.setDefaultTimeout(PATIENCE);
		return new Person(this.name, await context.newPage(), this.origin);
	}

	async goto(path) {
		await this.page.goto(this.origin + path);
	}

	/** Clicks a link of the column of pages. */
	async tab(name) {
		const link = this.page.getByRole("navigation").getByRole("link", { name, exact: false });
		const href = await link.getAttribute("href");
		await link.click();
		await this.page.waitForURL(this.origin + href);
	}

	async click(name) {
		await this.act(this.page.getByRole("button", { name, exact: true }).first());
	}

	async follow(name) {
		const before = this.page.url();
		await this.act(this.page.getByRole("link", { name }).first());
		// On a busy machine the page that follows may not have begun yet.
		await this.page.waitForURL((url) => url.href !== before);
	}

	/** Clicks, or comes there by Tab and presses Enter. */
	async act(locator, key = "Enter") {
		if (!this.byKeys) return locator.click();
		await this.tabTo(locator);
		await this.page.keyboard.press(key);
	}

	/** Fills a field in, by typing where there is no mouse. */
	async fill(label, text) {
		const field = this.page.getByLabel(label);
		if (!this.byKeys) return field.fill(text);
		await this.tabTo(field);
		await this.page.keyboard.press("ControlOrMeta+a");
		await this.page.keyboard.type(text);
	}

	/** Presses Tab until this is in focus, and it is seen there, as somebody without a mouse does. */
	async tabTo(locator) {
		const wanted = await locator.elementHandle();
		for (let presses = 0; presses < MOST_TABS; presses += 1) {
			if (await this.page.evaluate((node) => document.activeElement === node, wanted)) return this.seesFocus(wanted, locator);
			await this.page.keyboard.press("Tab");
		}
		assert.fail(`the keyboard does not reach ${locator}`);
	}

	/** What is in focus is on the screen, with a line around it. */
	async seesFocus(node, locator) {
		const seen = await this.page.evaluate((focused) => {
			const { top, bottom, width, height } = focused.getBoundingClientRect();
			const { outlineStyle, outlineWidth } = getComputedStyle(focused);
			const inside = width > 0 && height > 0 && bottom > 0 && top < innerHeight;
			return inside && outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
		}, node);
		assert.ok(seen, `${locator} is in focus, and nobody sees it`);
	}

	/** Waits until the job that is shown has ended, and gives what it says. `refused` expects that it failed. */
	async job(refused = false) {
		const end = this.page.locator(".job.good, .job.trouble");
		await end.waitFor();
		const said = await end.innerText();
		const failed = (await this.page.locator(".job.trouble").count()) > 0;
		assert.equal(failed, refused, `${this.name}: ${said}`);
		return said;
	}

	/** Clicks and waits for the job that begins. */
	async work(button, refused = false) {
		await this.click(button);
		await this.page.waitForURL(/\/jobs\/\d+$/);
		return this.job(refused);
	}

	/** The same page for somebody who reads German, in a window beside this one: once for each page that an address leads to. */
	async inGerman(what) {
		const route = routeOf(this.page.url());
		const several = ["/welcome", "/jobs/{id}"].includes(route) || / while the (node|store) is /.test(what);
		const seen = several ? `${route} ${what}` : route;
		if (this.method !== "GET" || inGerman.has(seen)) return;
		inGerman.add(seen);
		if (!this.german) {
			this.german = await this.page.context().newPage();
			await this.german.setExtraHTTPHeaders({ "Accept-Language": "de-CH, de;q=0.9, en;q=0.5" });
		}
		await this.german.goto(this.page.url());
		assert.equal(await this.german.locator("html").getAttribute("lang"), "de", `${what} is not in German`);
		// Before axe is brought there, and the window made small.
		const figures = await figuresOf(this.german);
		await this.german.evaluate(axe);
		await keepsRules(this.german, `${what}, in German`, { rules: { "color-contrast": { enabled: false } } });
		await isNarrow(this.german, `${what}, in German`);
		for (const text of await this.german.locator("[lang=en]:not(button)").allInnerTexts()) stillEnglish.set(text.slice(0, 100), what);
		measured.push({ what, ...figures });
	}

	async text() {
		return this.page.locator("main").innerText();
	}

	/** No rule of accessibility is broken in either scheme, nothing sticks out at 320 pixels, nothing came from elsewhere. */
	async sound(what) {
		// The short journey looks at each page once.
		const route = routeOf(this.page.url());
		if (SHORT && looked.has(route)) return;
		looked.add(route);
		await this.page.evaluate(axe);
		await keepsRules(this.page, `${what}, light`, {});
		// What is not about colours is the same in both schemes.
		await this.page.emulateMedia({ colorScheme: "dark" });
		await keepsRules(this.page, `${what}, dark`, { runOnly: ["color-contrast"] });
		await this.page.emulateMedia({ colorScheme: "light" });
		await isStill(this.page, what);
		const before = this.page.viewportSize();
		await isNarrow(this.page, what);
		await this.page.setViewportSize(before);
		await this.inGerman(what);
		assert.equal(this.dialogs, 0, `${what} opened a dialog`);
		assert.equal(await this.page.evaluate(() => globalThis.executed), undefined, `${what} ran a text as script`);
		const foreign = this.requests.filter((url) => !url.startsWith(this.origin));
		assert.deepEqual(foreign, [], `${what} asked elsewhere`);
		assert.deepEqual(this.errors, [], what);
	}
}
