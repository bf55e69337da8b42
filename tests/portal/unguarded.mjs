// Servers for attacks.mjs: one like the portal in which every guard is missing, one that is the attacker's, and one that lends the
// portal's headers to a page of the attacker's.
import { readFileSync } from "node:fs";
import { createServer, request as ask } from "node:http";

const KINDS = { "viewer.js": "text/javascript", "portal.css": "text/css", "icon.svg": "image/svg+xml" };
const fileOf = (name) => readFileSync(new URL(`../../client/portal/static/${name}`, import.meta.url));

/** Starts a server on a free port: of every address of this machine where no host is named. */
const serve = async (answer, host) => {
	const server = createServer((request, response) => {
		answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
	});
	const listening = new Promise((done) => server.once("listening", done));
	server.listen(0, host);
	await listening;
	return { port: server.address().port, end: () => server.closeAllConnections() ?? server.close() };
};

/** Sends a request as a program does: no browser says where it comes from. Gives status, headers and text. */
export const asked = (url, headers = {}) =>
	new Promise((done, failed) => {
		const sent = ask(url, { headers }, async (response) => {
			let text = "";
			for await (const piece of response.setEncoding("utf8")) text += piece;
			done({ status: response.statusCode, headers: response.headers, text });
		});
		sent.on("error", failed).end();
	});

/** A server with a cookie, a page behind it and a form that locks; and nothing that holds anybody off. */
export const unguarded = async (secret, hostile) => {
	const cookie = `unguarded=${"0".repeat(64)}`;
	const state = { locked: false };
	const answer = async (request, response) => {
		const { pathname } = new URL(request.url, "http://127.0.0.1");
		response.setHeader("Access-Control-Allow-Origin", request.headers.origin ?? "*");
		for (const [name, value] of [["Credentials", "true"], ["Methods", "POST, PUT"], ["Headers", "x-attack"]]) {
			response.setHeader(`Access-Control-Allow-${name}`, value);
		}
		response.setHeader("Vary", "Origin");
		const page = (text) => response.setHeader("Content-Type", "text/html; charset=utf-8").end(`<!doctype html><title>Page</title>${text}`);
		const name = pathname.split("/").pop();
		if (request.method === "OPTIONS") return response.writeHead(204).end();
		if (pathname.startsWith("/static/")) return response.setHeader("Content-Type", KINDS[name]).end(fileOf(name));
		if (pathname === "/enter") {
			response.setHeader("Set-Cookie", `${cookie}; Path=/; SameSite=None; Secure`);
			return page("You are in.");
		}
		if (pathname === "/hostile") return page(hostile);
		if (!request.headers.cookie?.includes(cookie)) return response.writeHead(401).end("Who are you?");
		if (pathname === "/lock" && request.method !== "GET") state.locked = true;
		response.setHeader("Cache-Control", "max-age=3600");
		return page(`<p>${secret}</p>`);
	};
	return { state, cookie, ...(await serve(answer)) };
};

/** The attacker's own server: an empty page, and a note of what browsers tell it. */
export const attacker = async () => {
	const noted = [];
	const answer = async (request, response) => {
		noted.push({ path: request.url, ...request.headers });
		response.setHeader("Content-Type", "text/html").end("<!doctype html><title>Win a prize</title><body>");
	};
	return { noted, ...(await serve(answer, "127.0.0.1")) };
};

/** Answers with texts of the attacker's: below `/guarded` under the headers that a page of the portal has, below `/bare` without them. */
export const mirror = async (headers, texts) => {
	const answer = async (request, response) => {
		const [, guarded, name] = request.url.split("/");
		if (guarded === "guarded") for (const [header, value] of Object.entries(headers)) response.setHeader(header, value);
		const [kind, text] = texts[name] ?? ["text/plain", ""];
		response.setHeader("Content-Type", kind).end(text);
	};
	return serve(answer, "127.0.0.1");
};
