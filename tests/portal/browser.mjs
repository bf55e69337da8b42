// One browser, a context of its own for each person, and what every page is checked for.
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PATIENCE = 60_000;

/** Starts Debian's Chromium. As root it runs without its own sandbox. */
export const start = () =>
	chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: process.getuid() === 0 ? ["--no-sandbox"] : [] });

/** One person in front of a browser. */
export class Person {
	constructor(name, page, origin) {
		Object.assign(this, { name, page, origin, dialogs: 0, requests: [], errors: [] });
		page.on("dialog", (dialog) => {
			this.dialogs += 1;
			dialog.dismiss();
		});
		page.on("request", (request) => this.requests.push(request.url()));
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
		await this.page.getByRole("navigation").getByRole("link", { name, exact: false }).click();
		await this.page.waitForLoadState();
	}

	async click(name) {
		await this.page.getByRole("button", { name, exact: true }).first().click();
	}

	async follow(name) {
		await this.page.getByRole("link", { name }).first().click();
		await this.page.waitForLoadState();
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

	async text() {
		return this.page.locator("main").innerText();
	}

	/** No rule of accessibility is broken in either scheme, nothing sticks out at 320 pixels, nothing came from elsewhere. */
	async sound(what) {
		for (const colorScheme of ["light", "dark"]) {
			await this.page.emulateMedia({ colorScheme });
			await this.page.evaluate(axe);
			// What is not about colours is the same in both schemes.
			const only = colorScheme === "dark" ? { runOnly: ["color-contrast"] } : {};
			const found = await this.page.evaluate((options) => globalThis.axe.run(document, options), { resultTypes: ["violations"], ...only });
			const told = found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html + " " + node.failureSummary).join("; ")}`);
			assert.deepEqual(told, [], `${what}, ${colorScheme}`);
		}
		await this.page.emulateMedia({ colorScheme: "light" });
		const before = this.page.viewportSize();
		await this.page.setViewportSize({ width: 320, height: 640 });
		const width = await this.page.evaluate(() => document.documentElement.scrollWidth);
		await this.page.setViewportSize(before);
		assert.ok(width <= 320, `${what} is ${width} pixels wide on a screen of 320`);
		assert.equal(this.dialogs, 0, `${what} opened a dialog`);
		assert.equal(await this.page.evaluate(() => globalThis.executed), undefined, `${what} ran a text as script`);
		const foreign = this.requests.filter((url) => !url.startsWith(this.origin));
		assert.deepEqual(foreign, [], `${what} asked elsewhere`);
		assert.deepEqual(this.errors, [], what);
	}
}
