// "Sign elsewhere": the call of a page is signed by Polkadot.js, and the page continues when the chain holds it.
import { strict as assert } from "node:assert";
import { createRequire } from "node:module";

const polkadot = createRequire(new URL("../polkadot-js/package.json", import.meta.url));

const connected = async (node) => {
	const { ApiPromise, WsProvider } = polkadot("@polkadot/api");
	const { cryptoWaitReady } = polkadot("@polkadot/util-crypto");
	await cryptoWaitReady();
	return ApiPromise.create({ provider: new WsProvider(node), noInitWarn: true });
};

const account = (uri) => {
	const { Keyring } = polkadot("@polkadot/keyring");
	return new Keyring({ type: "sr25519" }).addFromUri(uri);
};

/** Somebody proposes a call that this program does not know: the page says so, and a vote for it is typed. */
export const unknownMotion = async (councillor, node) => {
	const { page } = councillor;
	const api = await connected(node);
	const remark = api.tx.system.remark("0x00");
	await new Promise((done, failed) => {
		const proposal = api.tx.council.propose(2, remark, remark.encodedLength);
		proposal.signAndSend(account("//Bob"), ({ status, dispatchError }) => {
			if (dispatchError) failed(new Error(dispatchError.toString()));
			if (status.isFinalized) done();
		}).catch(failed);
	});
	await api.disconnect();
	await councillor.tab("Council");
	await page.getByText("cannot tell what this motion does").waitFor();
	await councillor.sound("a motion that nobody can read");
	await councillor.page.getByLabel("to vote for it all the same").fill("yes");
	await councillor.click("Vote yes");
	await page.getByText("so nothing was done").waitFor();
	await councillor.tab("Council");
	const label = await page.locator("label", { hasText: "to vote for it all the same" }).innerText();
	await councillor.page.getByLabel("to vote for it all the same").fill(label.match(/[0-9a-f]{8}/)[0]);
	assert.match(await councillor.work("Vote yes"), /voted for motion/i);
};

/** A member of the council proposes a role; the motion says whose and which. */
export const proposeRole = async (councillor) => {
	const { page } = councillor;
	await councillor.tab("Council");
	await page.getByLabel("Whose role").fill("Dave");
	await page.getByLabel("Becomes").selectOption("clinician");
	assert.match(await councillor.work("Propose it"), /proposed as motion/i);
	await councillor.follow("See the council");
	await page.getByText("Dave becomes a clinician").first().waitFor();
	await councillor.sound("a role that is proposed");
};

/** Signs a call as somebody's wallet does: decoded from its bytes, named, sent. */
const signed = async (node, uri, hex, name) => {
	const api = await connected(node);
	const call = api.registry.createType("Call", hex);
	assert.equal(`${call.section}.${call.method}`.toLowerCase().replaceAll("_", ""), name.toLowerCase().replaceAll("_", ""));
	await api.tx(call).signAndSend(account(uri));
	return () => api.disconnect();
};

/** Waits for the call that a page shows, has it signed, and gives what the job came to. */
const carriedOut = async (person, uri, node, what) => {
	const { page } = person;
	await page.waitForURL(/\/jobs\/\d+$/);
	await page.getByText("Waiting until the chain holds this call").first().waitFor();
	await page.locator("svg.qr").waitFor();
	if (what) await person.sound(what);
	const hex = await page.locator("code.secret").innerText();
	const name = await page.locator("ol code").innerText();
	const end = await signed(node, uri, hex, name);
	const said = await person.job();
	await end();
	return said;
};

/** Which of the forms of a page, by the button that sends its call from here. */
const elsewhere = (page, button) =>
	page.locator("form", { has: page.getByRole("button", { name: button, exact: true }) }).getByRole("button", { name: "Sign elsewhere" });

/** A call that is nothing more, and one after which files are removed here. */
export const signElsewhere = async (person, uri, records, node) => {
	const { page } = person;
	await person.goto(`/records/${records.kept}`);
	await elsewhere(page, "Take no requests").click();
	assert.match(await carriedOut(person, uri, node, "a call to sign elsewhere"), /takes no requests now/);
	await person.goto(`/records/${records.kept}`);
	assert.match(await person.work("Take requests again"), /takes requests again/);

	await person.goto(`/records/${records.erased}`);
	await page.getByText("Erase it").click();
	await page.getByLabel(/^Type/).last().fill(records.erased.slice(0, 8));
	await elsewhere(page, "Erase").click();
	assert.match(await carriedOut(person, uri, node), /Erased record [0-9a-f]{8}: 2 objects removed/);
};

/** A call whose key is made here. Whoever sends it pays, so it is somebody who has tokens. */
export const keyElsewhere = async (person, uri, node) => {
	const { page } = person;
	await person.goto("/keys");
	await page.getByText("A new CSP key, for the records to come").click();
	await page.getByLabel("I will write the new words down").check();
	await elsewhere(page, "Make and publish it").click();
	assert.match(await carriedOut(person, uri, node), /CSP key version 2 is published/);
};
