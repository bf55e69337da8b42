// A file or a folder is chosen by clicks, or by the keyboard, as people do who type no path.
import { strict as assert } from "node:assert";
import { basename, dirname, join } from "node:path";

const CHOOSER = /\/choose\/[0-9a-f]{32}(\?|$)/;

/** Waits until a folder is shown. */
const shows = (page, folder) => page.getByRole("heading", { level: 2, name: folder, exact: true }).waitFor();

/** What has this name in the table, on whichever page of it. */
const named = async (page, find) => {
	while ((await find().count()) === 0) {
		const next = page.getByRole("link", { name: "Next page" });
		assert.equal(await next.count(), 1, `nothing is called so at ${page.url()}`);
		const before = page.url();
		await next.click();
		await page.waitForURL((url) => url.href !== before);
	}
	return find();
};

/** From the root to a folder, by its names. */
const walk = async (person, folder) => {
	const { page } = person;
	await person.click("This machine");
	await shows(page, "/");
	await person.act(page.getByRole("button", { name: /^Show names that begin with a dot/ }));
	await page.getByRole("button", { name: "Hide names that begin with a dot" }).waitFor();
	let here = "/";
	for (const part of folder.split("/").filter(Boolean)) {
		const table = page.getByRole("table");
		await person.act(await named(page, () => table.getByRole("button", { name: part, exact: true })));
		here = join(here, part);
		await shows(page, here);
	}
};

/** Chooses a file for the form of uploads that is shown; `begin` says that its folder is shown already. */
export const chooseFile = async (person, file, begin = false) => {
	const { page } = person;
	await person.click("Choose files or a folder");
	await page.waitForURL(CHOOSER);
	if (!begin) await walk(person, dirname(file));
	await shows(page, dirname(file));
	// Where no script runs, axe does not either.
	if (!person.byKeys) await person.sound("choosing a file");
	await person.act(await named(page, () => page.getByLabel(basename(file), { exact: true })), "Space");
	await person.click("Take what is checked");
	await page.waitForURL(/\/upload\?/);
	assert.equal(await page.getByLabel("File or folder").inputValue(), file);
};

/** While a home is set up: what was typed is there again, whether or not something was chosen. */
export const lookWhileSettingUp = async (person) => {
	const { page } = person;
	await page.getByText("Where encrypted files are kept").click();
	await person.fill("Address of a node", "ws://127.0.0.1:2");
	await person.click("Choose a folder");
	await page.waitForURL(CHOOSER);
	await person.sound("choosing a folder, while setting up");
	await person.click("Back to the form");
	await page.waitForURL(/\/welcome\?/);
	assert.equal(await page.getByLabel("Address of a node").inputValue(), "ws://127.0.0.1:2");
	await person.goto("/welcome");
};
