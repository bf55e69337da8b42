// "Sign elsewhere": the call of a page is signed by Polkadot.js, and the page goes on when the chain holds it.
import { strict as assert } from "node:assert";
import { createRequire } from "node:module";

const polkadot = createRequire(new URL("../polkadot-js/package.json", import.meta.url));

/** Signs a call as somebody's wallet does: decoded from its bytes, named, sent. */
const signed = async (node, uri, hex, name) => {
	const { ApiPromise, WsProvider } = polkadot("@polkadot/api");
	const { Keyring } = polkadot("@polkadot/keyring");
	const { cryptoWaitReady } = polkadot("@polkadot/util-crypto");
	await cryptoWaitReady();
	const api = await ApiPromise.create({ provider: new WsProvider(node), noInitWarn: true });
	const call = api.registry.createType("Call", hex);
	assert.equal(`${call.section}.${call.method}`.toLowerCase().replaceAll("_", ""), name.toLowerCase().replaceAll("_", ""));
	await api.tx(call).signAndSend(new Keyring({ type: "sr25519" }).addFromUri(uri));
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
