#!/usr/bin/env python3
"""Keeps the whole state of a block as a raw chain spec, as `medquorum-node export-state` does, from a node that runs.

    snapshot.py URL FILE [BLOCK]     the state of the newest final block, or of the block with this hash

URL is ws:// or http://. Safe methods are enough. The node must still have the state: it keeps that of 256 blocks unless it was told otherwise.
Exit code 2 when there is no snapshot; FILE is then as it was.
"""

import json
import os
import sys
import tempfile
import urllib.request

# The most that a node answers at once is 1000; with the values, 15 MiB.
PAGE = 1000
VALUES = 200
PATIENCE = 120
CHILDREN = ":child_storage:default:".encode().hex()


class Node:
	"""Asks one node; every error ends the script in one line."""

	def __init__(self, url):
		self.url = url.replace("ws", "http", 1) if url.startswith("ws") else url
		local = any(host in self.url for host in ("//127.0.0.1", "//localhost", "//[::1]"))
		# No proxy between this machine and itself, whatever the environment says.
		self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({})) if local else urllib.request.build_opener()

	def ask(self, method, *parameters):
		"""The answer to one question."""
		body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}).encode()
		request = urllib.request.Request(self.url, body, {"Content-Type": "application/json"})
		try:
			with self.opener.open(request, timeout=PATIENCE) as stream:
				answer = json.load(stream)
		except (OSError, ValueError) as error:
			refuse(f"{method}: the node at {self.url} does not answer: {error}", "give the address of a node that runs")
		if "error" in answer:
			refuse(f"{method}: {answer['error'].get('message')}", "ask a node that still has the state of this block")
		return answer["result"]


def refuse(cause, remedy):
	"""Ends the script."""
	print(f"snapshot: {cause}\nnext: {remedy}", file=sys.stderr)
	sys.exit(2)


def keys(page):
	"""All keys; `page` gives those after one."""
	last = None
	while True:
		found = page(last)
		yield from found
		if len(found) < PAGE:
			return
		last = found[-1]


def top_of(node, at):
	"""Keys and values of the top trie."""
	all_keys = list(keys(lambda last: node.ask("state_getKeysPaged", "0x", PAGE, last, at)))
	pairs = {}
	for start in range(0, len(all_keys), VALUES):
		for change in node.ask("state_queryStorageAt", all_keys[start : start + VALUES], at):
			pairs.update(change["changes"])
	missing = [key for key in all_keys if pairs.get(key) is None]
	if missing or not all_keys:
		refuse(f"{len(missing)} of {len(all_keys)} keys have no value", "ask another node")
	return pairs


def child_of(node, root, at):
	"""Keys and values of one child trie."""
	found = keys(lambda last: node.ask("childstate_getKeysPaged", root, "0x", PAGE, last, at))
	return {key: node.ask("childstate_getStorage", root, key, at) for key in found}


def main():
	if len(sys.argv) not in (3, 4):
		sys.exit(__doc__)
	node, target = Node(sys.argv[1]), os.path.abspath(sys.argv[2])
	at = sys.argv[3] if len(sys.argv) == 4 else node.ask("chain_getFinalizedHead")
	top = top_of(node, at)
	roots = [key for key in top if key.startswith("0x" + CHILDREN)]
	children = {"0x" + root[2 + len(CHILDREN) :]: child_of(node, root, at) for root in roots}
	for root in roots:
		del top[root]
	spec = {
		"name": node.ask("system_chain"),
		"id": "snapshot",
		"properties": {"block": at},
		"genesis": {"raw": {"top": top, "childrenDefault": children}},
	}
	try:
		# What is half written has another name, and goes with its folder.
		with tempfile.TemporaryDirectory(dir=os.path.dirname(target)) as folder:
			part = os.path.join(folder, "state")
			with open(part, "w", encoding="ascii") as file:
				json.dump(spec, file)
			os.replace(part, target)
	except OSError as error:
		refuse(f"{target}: {error.strerror}", "give a file in a folder that you may write to")
	print(f"snapshot: {len(top)} keys of block {at}", file=sys.stderr)


main()
