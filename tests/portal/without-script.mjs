// The journey once more where no script runs, by the keyboard alone: forms are forms, and a page of a job asks again by itself.
import { strict as assert } from "node:assert";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

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
	for (const window of Object.values(windows)) await window.page.context().close();
};
