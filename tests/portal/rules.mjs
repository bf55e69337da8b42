// What every page is held to: accessibility, a small screen, a zoom of 200 %, motion that somebody asked to be spared, and a focus that is seen.
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Half of a window of 1280 by 800, in as many pixels: what browsers show of it at 200 %. */
const ZOOMED = { width: 640, height: 400, deviceScaleFactor: 2, mobile: false };

/** Brings axe to a page. */
export const bringAxe = (page) => page.evaluate(axe);

/** No rule of accessibility is broken on a page that axe was brought to. */
export const keepsRules = async (page, what, options) => {
	const found = await page.evaluate((given) => globalThis.axe.run(document, given), { resultTypes: ["violations"], ...options });
	const told = found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html + " " + node.failureSummary).join("; ")}`);
	assert.deepEqual(told, [], what);
};

/** The same of colours alone, on dark ground. */
export const keepsColours = async (page, what) => {
	await page.emulateMedia({ colorScheme: "dark" });
	await keepsRules(page, what, { runOnly: ["color-contrast"] });
	await page.emulateMedia({ colorScheme: "light" });
};

/** Nothing sticks out on a screen of 320 pixels. */
export const isNarrow = async (page, what) => {
	await page.setViewportSize({ width: 320, height: 640 });
	const width = await page.evaluate(() => document.documentElement.scrollWidth);
	assert.ok(width <= 320, `${what} is ${width} pixels wide on a screen of 320`);
};

/** What nobody can read of the page as it is shown, not even by scrolling down. Runs in the page. */
const cutOff = () => {
	// A pixel is what rounding may come to.
	const SLACK = 1;
	const told = (node, why) => `${node.outerHTML.slice(0, 80)} ${why}`;
	const root = document.documentElement;
	const found = root.scrollWidth > innerWidth ? [`the page is ${root.scrollWidth} pixels wide, on ${innerWidth}`] : [];
	// These scroll by themselves, or are drawn as large as they are told to be.
	const fields = "input, select, textarea, progress, img, svg, svg *, .skip";
	const scrolls = (node) => node !== null && (["auto", "scroll"].includes(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
	for (const node of document.querySelectorAll("body *")) {
		const { left, right, width, height } = node.getBoundingClientRect();
		if (width === 0 || height === 0 || node.matches(fields)) continue;
		const { overflowX, overflowY } = getComputedStyle(node);
		const hides = (overflow) => ["hidden", "clip"].includes(overflow);
		if (hides(overflowX) && node.scrollWidth > node.clientWidth + SLACK) found.push(told(node, "hides its right side"));
		if (hides(overflowY) && node.scrollHeight > node.clientHeight + SLACK) found.push(told(node, "hides its lower side"));
		if ((right > innerWidth + SLACK || left < -SLACK) && !scrolls(node)) found.push(told(node, "is beside the screen"));
	}
	// The pages' bar lies over the lower end of a small screen: what is last must come out above it.
	const bar = document.querySelector("nav");
	if (bar && getComputedStyle(bar).position === "fixed") {
		scrollTo(0, root.scrollHeight);
		const { top } = bar.getBoundingClientRect();
		const below = [...document.querySelectorAll("main > *")].filter((node) => node.getBoundingClientRect().bottom > top + SLACK);
		found.push(...below.map((node) => told(node, "stays below the bar of pages")));
		scrollTo(0, 0);
	}
	return found;
};

/** At 200 % nothing is cut off, and nobody scrolls sideways. The window is smaller afterwards. */
export const isZoomed = async (page, what) => {
	const browser = await page.context().newCDPSession(page);
	await browser.send("Emulation.setDeviceMetricsOverride", ZOOMED);
	const shown = await page.evaluate(() => ({ width: innerWidth, height: innerHeight, deviceScaleFactor: devicePixelRatio, mobile: false }));
	const cut = await page.evaluate(cutOff);
	await browser.detach();
	// The zoom has ended by that, and with it the size that the window was told to have.
	await page.setViewportSize({ width: ZOOMED.width, height: ZOOMED.height });
	assert.deepEqual(shown, ZOOMED, "the browser did not zoom");
	assert.deepEqual(cut, [], `${what}, at 200 %`);
};

/** What moves by itself on a page, or would as soon as it changes. Runs in the page. */
const moving = () => {
	const takesTime = (times) => times.split(",").some((time) => Number.parseFloat(time) > 0);
	const moves = ({ transitionDuration, animationName, animationDuration }) =>
		takesTime(transitionDuration) || (animationName !== "none" && takesTime(animationDuration));
	const found = [];
	for (const node of document.querySelectorAll("*")) {
		for (const part of [null, "::before", "::after"]) {
			if (moves(getComputedStyle(node, part))) found.push(`${node.tagName}${part ?? ""}`);
		}
		// The browser itself moves the bar of a work whose end it does not know.
		if (node.matches("progress:indeterminate") && getComputedStyle(node).appearance !== "none") found.push("a bar that runs to and fro");
	}
	const runs = document.getAnimations().filter((animation) => animation.playState === "running");
	return [...found, ...runs.map((animation) => `${animation.effect?.target?.tagName} runs`)];
};

/** Something of every kind that moves, as a later change might bring. */
const LIVELY = `
	@keyframes lively { to { opacity: .5 } }
	main { animation: lively 1s infinite }
	main::before { content: ""; animation: lively 1s infinite }
	body { transition: opacity 1s }
`;
let provenStill = false;
/** Pages on which something moved for somebody who did not ask to be spared. */
export const lively = new Set();

/** Nothing moves before whoever asked for that. The first page is made to move, so that it is known that this is seen. */
export const isStill = async (page, what) => {
	const found = () => page.evaluate(moving);
	const asked = async () => {
		await page.emulateMedia({ reducedMotion: "reduce" });
		assert.deepEqual(await found(), [], `${what} moves`);
		await page.emulateMedia({ reducedMotion: "no-preference" });
	};
	if ((await found()).length > 0) lively.add(what);
	await asked();
	if (provenStill) return;
	await page.evaluate((rules) => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(rules);
		document.adoptedStyleSheets = [sheet];
	}, LIVELY);
	const seen = new Set(await found());
	for (const part of ["MAIN", "MAIN::before", "BODY", "MAIN runs"]) assert.ok(seen.has(part), `nobody sees that ${part} moves`);
	await asked();
	await page.evaluate(() => void (document.adoptedStyleSheets = []));
	provenStill = true;
};

/** Whether the focus is on this element, and whether somebody sees where the focus is. */
export const focusOf = (page, wanted) =>
	page.evaluate((wanted) => {
		const focused = document.activeElement;
		const there = focused === wanted;
		// From the last element the focus leaves the page, before it comes in again at the top.
		if (focused === null || focused === document.body || focused === document.documentElement) return { there, seen: true, at: "" };
		const at = focused.outerHTML.slice(0, 120);
		const { left, right, top, bottom, width, height } = focused.getBoundingClientRect();
		const fits = (from, to, size, room) => from >= -1 && (to <= room + 1 || size > room);
		const inside = width > 0 && height > 0 && fits(left, right, width, innerWidth) && fits(top, bottom, height, innerHeight);
		const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(focused);
		const outlined = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2 && outlineColor !== "rgba(0, 0, 0, 0)";
		// The button of a field for a day is inside of it, and has a line of the browser's own.
		const isButton = focused.type === "date" && !focused.matches(":focus-visible");
		// A line of a link that has several, not the middle between them; and what of it is on the screen.
		const [line] = focused.getClientRects();
		const middle = (from, to, room) => (Math.max(from, 0) + Math.min(to, room)) / 2;
		const hit = line && document.elementFromPoint(middle(line.left, line.right, innerWidth), middle(line.top, line.bottom, innerHeight));
		const free = Boolean(hit) && (focused.contains(hit) || hit.contains(focused));
		return { there, seen: inside && free && (outlined || isButton || boxShadow !== "none"), at };
	}, wanted);
