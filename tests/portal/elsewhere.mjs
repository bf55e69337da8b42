// "Sign elsewhere": the call of a page is signed by Polkadot.js, and the page goes on when the chain holds it.
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

/** Signs a call as somebody's wallet does: decoded from its bytes, named, sent. */
const signed = async (node, uri, hex, name) => {
	const api = await connected(node);
	const call = api.registry.createType("Call", hex);
	assert.equal(`${call.section}.${call.method}`.toLowerCase().replaceAll("_", ""), name.toLowerCase().replaceAll("_", ""));
	await api.tx(call).signAndSend(account(uri));
	return () => api.disconnect();
};

export const signElsewhere = async (person, uri, record, node) => {
	const { page } = person;
	await person.goto(`/records/${record}`);
	await page.locator("form", { has: page.getByRole("button", { name: "Take no requests" }) }).getByRole("button", { name: "Sign elsewhere" }).click();
	await page.waitForURL(/\/jobs\/\d+$/);
	await page.getByText("Waiting until the chain holds this call").first().waitFor();
	await page.locator("svg.qr").waitFor();
	await person.sound("a call to sign elsewhere");
	const hex = await page.locator("code.secret").innerText();
	const name = await page.locator("ol code").innerText();
	const end = await signed(node, uri, hex, name);
	assert.match(await person.job(), /takes no requests now/);
	await end();
	await person.goto(`/records/${record}`);
	assert.match(await person.work("Take requests again"), /takes requests again/);
};
