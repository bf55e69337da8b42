// One browser, a context of its own for each person, and what every page is checked for.
import { strict as assert } from "node:assert";
import { chromium } from "playwright-core";
import { bringAxe, focusOf, isNarrow, isStill, isZoomed, keepsColours, keepsRules } from "./rules.mjs";

const PATIENCE = 60_000;
/** Presses of Tab after which the keyboard does not reach something. */
const MOST_TABS = 120;

/** Pages that were looked at in the other language: once each is enough, because its rules do not depend on who reads. */
const inGerman = new Set();
/** The same of answers to forms. */
const answeredInGerman = new Set();
const looked = new Set();
export const SHORT = Boolean(process.env.SHORT);
/** What pages said in English to somebody who reads German. */
export const stillEnglish = new Map();
/** What was measured of pages: weight in bytes, first paint in milliseconds, and how far things moved after they were shown. */
export const measured = [];

/** The route of an address: ids and numbers are the same page. */
export const routeOf = (url) => new URL(url).pathname.replace(/\/[0-9a-f]{32}(?=\/|$)/g, "/{id}").replace(/\/\d+(?=\/|$)/g, "/{id}");
const withoutState = (seen) => [...seen].map((one) => one.split(" ")[0]);
export const routesSeen = () => withoutState(inGerman);
export const answersSeen = () => withoutState(answeredInGerman);

/** Starts Debian's Chromium. As root it runs without its own sandbox. */
export const start = () =>
	chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: process.getuid() === 0 ? ["--no-sandbox"] : [] });

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
		Object.assign(this, { name, page, origin, dialogs: 0, requests: [], errors: [], method: "GET", posted: null, byKeys: false });
		everybody.push(this);
		page.on("dialog", (dialog) => {
			this.dialogs += 1;
			dialog.dismiss();
		});
		page.on("request", (request) => {
			this.requests.push(request.url());
			if (!request.isNavigationRequest() || request.frame() !== page.mainFrame()) return;
			this.method = request.method();
			if (this.method === "POST") this.posted = { url: request.url(), body: request.postData() ?? "" };
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
		await this.act(link);
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

	/** Presses Tab until this is in focus, as somebody without a mouse does, who sees after every press where the focus is. */
	async tabTo(locator) {
		const wanted = await locator.elementHandle();
		for (let presses = 0; presses < MOST_TABS; presses += 1) {
			const { there, seen, at } = await focusOf(this.page, wanted);
			// Where a page puts the focus by itself, it may stand outside of what is shown.
			assert.ok(seen || (presses === 0 && !there), `in focus on the way to ${locator}, and nobody sees it: ${at}`);
			if (there) return;
			await this.page.keyboard.press("Tab");
		}
		assert.fail(`the keyboard does not reach ${locator}`);
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

	/** The same page for somebody who reads German, in a window beside this one: once for each page that an address or a form leads to. */
	async inGerman(what) {
		const route = routeOf(this.page.url());
		const isAnswer = this.method === "POST";
		const several = isAnswer || ["/welcome", "/jobs/{id}"].includes(route) || / while the (node|store) is /.test(what);
		const [seen, known] = [several ? `${route} ${what}` : route, isAnswer ? answeredInGerman : inGerman];
		if (known.has(seen)) return;
		known.add(seen);
		if (!this.german) {
			this.german = await this.page.context().newPage();
			await this.german.setExtraHTTPHeaders({ "Accept-Language": "de-CH, de;q=0.9, en;q=0.5" });
		}
		await (isAnswer ? this.sentInGerman(what) : this.german.goto(this.page.url()));
		assert.equal(await this.german.locator("html").getAttribute("lang"), "de", `${what} is not in German`);
		// Before axe is brought there, and the window made small.
		const figures = await figuresOf(this.german);
		await bringAxe(this.german);
		// Colours are those of the English page, but for an answer, which is looked at in full.
		await keepsRules(this.german, `${what}, in German`, isAnswer ? {} : { rules: { "color-contrast": { enabled: false } } });
		if (isAnswer) await keepsColours(this.german, `${what}, in German, dark`);
		await isZoomed(this.german, `${what}, in German`);
		await isNarrow(this.german, `${what}, in German`);
		for (const text of await this.german.locator("[lang=en]:not(button)").allInnerTexts()) stillEnglish.set(text.slice(0, 100), what);
		measured.push({ what, ...figures });
	}

	/** Sends the form once more whose answer is shown, as a page of this portal in the German window would. It changes nothing: what
	 * began something leads to a job, and is no answer. */
	async sentInGerman(what) {
		const { url, body } = this.posted;
		// Any page sends it; this one needs no node.
		await this.german.goto(`${this.origin}/jobs`);
		await this.german.evaluate(([action, fields]) => {
			const field = ([name, value]) => Object.assign(document.createElement("input"), { type: "hidden", name, value });
			const form = Object.assign(document.createElement("form"), { method: "post", action });
			form.append(...fields.map(field));
			document.body.append(form);
			document.body.dataset.before = "";
			HTMLFormElement.prototype.submit.call(form);
		}, [url, [...new URLSearchParams(body)]]);
		const answered = () => document.readyState === "complete" && document.body.dataset.before === undefined;
		// A window behind another draws nothing that could be waited for.
		await this.german.waitForFunction(answered, undefined, { polling: 50 });
		const shape = async (page) => [page.url(), await page.locator("h1").count(), await page.getByRole("alert").count()];
		assert.deepEqual(await shape(this.german), await shape(this.page), `${what} is answered in another way when it is sent again`);
	}

	async text() {
		return this.page.locator("main").innerText();
	}

	/** No rule of accessibility is broken in either scheme, nothing sticks out of a small screen or is cut off by a zoom, nothing moves where
	 * that was asked for, nothing came from elsewhere. */
	async sound(what) {
		// The short journey looks at each page once.
		const route = routeOf(this.page.url());
		if (SHORT && looked.has(route)) return;
		looked.add(route);
		await bringAxe(this.page);
		await keepsRules(this.page, `${what}, light`, {});
		// What is not about colours is the same in both schemes.
		await keepsColours(this.page, `${what}, dark`);
		await isStill(this.page, what);
		const before = this.page.viewportSize();
		await isZoomed(this.page, what);
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
