// The journey once more where no script runs, by the keyboard alone: forms are forms, and a page of a job asks again by itself.
import { strict as assert } from "node:assert";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chooseFile } from "./choosing.mjs";

export const withoutScript = async (browser, people, { work, downloads }) => {
	const windows = {};
	for (const [name, person] of Object.entries(people)) {
		windows[name] = await person.scriptless(browser);
		windows[name].byKeys = true;
	}
	const { Alice, Bob, Charlie, Ida, One, Ferdie } = windows;
	const letter = join(work, "scriptless.txt");
	writeFileSync(letter, "A letter that came without a script.\n");

	await One.goto("/upload");
	await One.fill("File or folder", letter);
	await One.fill("Whose record", "Ida");
	await chooseFile(One, letter, true);
	assert.match(await One.work("Upload"), /registered/i);
	await One.follow("See the record");
	const record = new URL(One.page.url()).pathname;

	await Ferdie.goto("/records");
	await Ferdie.fill("Ask for a record", record.split("/").pop().slice(0, 12));
	await Ferdie.click("Find");
	await Ferdie.work("Ask");
	await Ferdie.follow("See the request");
	const request = new URL(Ferdie.page.url()).pathname;
	for (const admin of [Alice, Bob, Charlie]) {
		await admin.goto(`/decide/look?request=${request.split("/").pop()}`);
		await admin.work("Approve");
	}
	await Ida.goto(request);
	await Ida.work("Yes, I consent");
	await Ferdie.goto(request);
	const before = readdirSync(downloads);
	await Ferdie.fill("Save to this folder", downloads);
	await Ferdie.work("Download");
	const [name] = readdirSync(downloads).filter((known) => !before.includes(known));
	assert.equal(readFileSync(join(downloads, name), "utf8"), readFileSync(letter, "utf8"));

	await Ferdie.tab("Search");
	await Ferdie.fill("Disease, in words", "diabetes");
	await Ferdie.click("Search");
	await Ferdie.page.getByRole("heading", { name: /^Found / }).waitFor();

	await Ida.tab("Audit");
	await Ida.work("Find out who looked");
	assert.match(await Ida.text(), /asked for record/);

	await Ida.goto(record);
	await Ida.follow("See who could open it so far");
	await Ida.work("Find out who looked");
	assert.match(await Ida.text(), /from now on Ferdie can open the record/);
	assert.doesNotMatch(await Ida.text(), /asked for record/, "more is told than was looked for");

	await Ida.goto(record);
	await Ida.act(Ida.page.locator("summary", { hasText: "Erase it" }));
	await Ida.tabTo(Ida.page.locator("#typed"));
	await Ida.page.keyboard.type(record.split("/").pop().slice(0, 8));
	assert.match(await Ida.work("Erase"), /erased record/i);
	await Ida.goto(record.replace("/records/", "/receipts/"));
	const receipts = join(work, "receipts-by-keys");
	mkdirSync(receipts);
	await Ida.fill("Save to this folder", receipts);
	await Ida.work("Save");
	assert.equal(readdirSync(receipts).length, 1);
	for (const window of Object.values(windows)) await window.page.context().close();
};
