// From an empty folder to keys on the chain: one person by clicks, another by the keyboard alone.
import { strict as assert } from "node:assert";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Person } from "./browser.mjs";
import { lookWhileSettingUp } from "./choosing.mjs";

const PASSPHRASE = "four plain words here";

/** Reads the 24 words, continues, and types back those that are asked for. `wrong` is tried first. */
const words = async (person) => {
	const page = person.page;
	const shown = await page.locator(".words li").allInnerTexts();
	assert.equal(shown.length, 24);
	await person.click("I have written them down");
	await page.getByRole("heading", { name: "Three of the words" }).waitFor();
	await person.sound("three words are asked back");
	assert.ok(!(await page.content()).includes(">" + shown[0] + "<"), "the words stand beside the question");
	for (const input of await page.locator("input[name=word]").all()) await input.fill("wrong");
	await person.click("Compare");
	await page.getByRole("alert").waitFor();
	const labels = await page.locator("form label").allInnerTexts();
	const inputs = await page.locator("input[name=word]").all();
	for (const [at, label] of labels.entries()) await inputs[at].fill(shown[Number(label.split(" ")[1]) - 1]);
	await person.click("Compare");
	await page.waitForURL(/\/register$/);
	return shown;
};

/** Sets a folder up by clicks: new keys, a new account. Gives the person, unlocked and not registered. */
export const setUpByClicks = async (browser, link, node, store) => {
	const person = await Person.arrive(browser, "Nora", link, /\/welcome$/);
	const { page } = person;
	await person.sound("welcome");
	for (const path of ["/", "/records", "/keys", "/unlock", "/register"]) {
		await person.goto(path);
		assert.match(page.url(), /\/welcome$/, `${path} is shown before anything is set up`);
	}
	await lookWhileSettingUp(person);
	await page.getByText("Where encrypted files are kept").click();
	await page.getByLabel("Folder on this machine").fill(store);
	await page.getByLabel("Address of a node").fill("ws://127.0.0.1:1");
	await person.click("Go on");
	await page.getByRole("alert").waitFor();
	assert.match(await person.text(), /cannot reach the node/);
	await person.sound("a node that is away, while setting up");
	await page.getByText("Where encrypted files are kept").click();
	await page.getByLabel("Folder on this machine").fill(store);
	await page.getByLabel("Address of a node").fill(node);
	await person.click("Go on");
	await page.getByRole("heading", { name: "Is this your chain?" }).waitFor();
	await person.sound("which chain it is");
	await person.click("This is it");
	await page.getByRole("alert").waitFor();
	assert.match(await person.text(), /nobody said/);
	await page.getByLabel("Use it as a development chain").check();
	await person.click("This is it");
	await page.getByRole("heading", { name: "Your keys" }).waitFor();
	await person.sound("keys and account");
	await page.getByLabel("A passphrase").fill(PASSPHRASE);
	await page.getByLabel("The same again").fill("another");
	await person.click("Make them");
	await page.getByRole("alert").waitFor();
	assert.match(await person.text(), /differ/);
	await person.sound("two passphrases that differ");
	await page.getByLabel("A passphrase").fill(PASSPHRASE);
	await page.getByLabel("The same again").fill(PASSPHRASE);
	// Another tab stands at the same step, with another passphrase.
	const other = await page.context().newPage();
	await other.goto(person.origin + "/welcome");
	await other.getByLabel("A passphrase").fill("of the other tab");
	await other.getByLabel("The same again").fill("of the other tab");
	// A double click makes one home.
	await page.getByRole("button", { name: "Make them" }).dblclick();
	await page.getByRole("heading", { name: "Write these words down" }).waitFor();
	await other.getByRole("button", { name: "Make them" }).click();
	await other.getByRole("alert").waitFor();
	assert.match(await other.locator("main").innerText(), /exists already/);
	await other.close();
	await person.sound("the words");
	person.words = await words(person);
	person.passphrase = PASSPHRASE;
	await person.goto("/welcome");
	assert.equal(new URL(page.url()).pathname, "/", "setting up can be done twice");
	await page.goBack();
	assert.equal(await page.locator(".words").count(), 0, "the back button shows the words");
	await person.goto("/");
	await person.sound("the start page of somebody new");
	assert.match(await person.text(), /keys are not on the chain/);
	return person;
};

/** The keys go into a file, which a hospital enrols. */
export const enrol = async (person, hospital, work) => {
	const folder = join(work, "nora");
	mkdirSync(folder);
	await person.goto("/register");
	await person.sound("publishing keys");
	assert.match(await person.work("Publish them", true), /cannot pay|balance|tokens|fee/i);
	await person.goto("/register");
	await person.page.getByLabel("Save the file for").fill(folder);
	assert.match(await person.work("Write the file"), /fingerprint/i);
	await person.sound("keys in a file");
	const said = await person.page.locator(".job").innerText();
	const [name] = readdirSync(folder);
	await hospital.tab("Enrol");
	await hospital.sound("enrolling");
	await hospital.page.getByLabel("The patient's file").fill(join(folder, name));
	await hospital.click("Look at it");
	await hospital.page.getByText("Have the patient read").waitFor();
	await hospital.sound("a patient's file");
	const fingerprint = await hospital.page.locator("dd code").innerText();
	assert.ok(said.includes(fingerprint), "patient and hospital see different fingerprints");
	assert.match(await hospital.work("It is the same: enrol"), /enrolled/i);
	await person.goto("/");
	assert.doesNotMatch(await person.text(), /keys are not on the chain/);
};

/** The words bring the key back: as the version that it has, and no others. */
export const restoreWords = async (person) => {
	const { page } = person;
	const restore = async (typed, refused) => {
		await person.goto("/keys");
		await page.getByText("Restore a key from its 24 words", { exact: true }).click();
		await page.getByLabel("The 24 words").fill(typed);
		await page.getByLabel("Version of that key").fill("1");
		return person.work("Restore it", refused);
	};
	assert.match(await restore(person.words.toReversed().join(" "), true), /words|phrase|checksum/i);
	assert.match(await restore(person.words.join(" "), false), /restored as version 1/);
};

/** The same by the keyboard alone, as an account of the development chain, which pays by itself. */
export const setUpByKeyboard = async (browser, link, node) => {
	const person = await Person.arrive(browser, "Eve", link, /\/welcome$/);
	const { page } = person;
	person.byKeys = true;
	await person.fill("Address of a node", node);
	await person.click("Go on");
	await page.getByRole("heading", { name: "Is this your chain?" }).waitFor();
	await person.act(page.getByLabel("Use it as a development chain"), "Space");
	await person.click("This is it");
	await page.getByRole("heading", { name: "Your keys" }).waitFor();
	await person.fill("A passphrase", PASSPHRASE);
	await person.fill("The same again", PASSPHRASE);
	await person.act(page.getByText("I have an account"));
	await person.tabTo(page.getByLabel("Make one"));
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("ArrowDown");
	await person.fill("Such as //Alice", "//Eve");
	await person.click("Make them");
	await page.getByRole("heading", { name: "Write these words down" }).waitFor();
	const shown = await page.locator(".words li").allInnerTexts();
	await person.click("I have written them down");
	await page.getByRole("heading", { name: "Three of the words" }).waitFor();
	for (const label of await page.locator("form label").allInnerTexts()) {
		await person.fill(new RegExp(`^${label}$`), shown[Number(label.split(" ")[1]) - 1]);
	}
	await person.click("Compare");
	await page.waitForURL(/\/register$/);
	await person.click("Publish them");
	await page.waitForURL(/\/jobs\/\d+$/);
	assert.match(await person.job(), /on the chain/);
	return person;
};
