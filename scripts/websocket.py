#!/usr/bin/env python3
"""A websocket client that does what no good one does: floods, unsafe methods, foreign origins. For scripts/proxy-test.sh.

    websocket.py URL AUTHORITY.pem status [ORIGIN]     the HTTP status that a new connection is answered with (101: taken)
    websocket.py URL AUTHORITY.pem call METHOD…        each answer, one a line: the result as JSON, or "refused: MESSAGE"
    websocket.py URL AUTHORITY.pem idle SECONDS        calls nothing for so long, then once; prints the answer
    websocket.py URL AUTHORITY.pem flood N OTHER       opens N connections and holds them: how many were taken, and the status that
                                                       the address OTHER of this machine gets meanwhile
"""

import base64
import json
import os
import select
import socket
import ssl
import sys
import time
from urllib.parse import urlsplit

LIMIT = 1 << 24
PATIENCE = 60
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class Connection:
	"""One connection; `status` says how the server answered it."""

	def __init__(self, url, authority, origin=None, source=None):
		parts = urlsplit(url)
		port = parts.port or (443 if parts.scheme == "wss" else 80)
		plain = socket.create_connection((parts.hostname, port), PATIENCE, (source, 0) if source else None)
		context = ssl.create_default_context(cafile=authority)
		self.socket = context.wrap_socket(plain, server_hostname=parts.hostname) if parts.scheme == "wss" else plain
		key = base64.b64encode(os.urandom(16)).decode()
		lines = [
			"GET / HTTP/1.1",
			f"Host: {parts.hostname}",
			"Upgrade: websocket",
			"Connection: Upgrade",
			f"Sec-WebSocket-Key: {key}",
			"Sec-WebSocket-Version: 13",
		]
		if origin:
			lines.append(f"Origin: {origin}")
		self.socket.sendall("\r\n".join([*lines, "", ""]).encode())
		head = b""
		while not head.endswith(b"\r\n\r\n") and len(head) < 65536:
			byte = self.socket.recv(1)
			if not byte:
				break
			head += byte
		self.status = int(head.split(b" ")[1]) if head.startswith(b"HTTP/") else 0

	def exactly(self, count):
		"""So many bytes, or an error."""
		taken = b""
		while len(taken) < count:
			more = self.socket.recv(count - len(taken))
			if not more:
				raise EOFError("the connection was closed")
			taken += more
		return taken

	def send(self, text, opcode=TEXT):
		"""One masked frame."""
		data, mask = text.encode(), os.urandom(4)
		length = len(data)
		size = bytes([0x80 | length]) if length < 126 else bytes([0xFE]) + length.to_bytes(2, "big")
		self.socket.sendall(bytes([0x80 | opcode]) + size + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(data)))

	def receive(self, until=None):
		"""The next frame that holds text, or nothing at that time. Answers the server's pings meanwhile, as every client does."""
		while True:
			if until is not None:
				wait = until - time.monotonic()
				if wait <= 0 or not (self.socket.pending() or select.select([self.socket], [], [], wait)[0]):
					return None
			first, second = self.exactly(2)
			length = second & 0x7F
			if length >= 126:
				length = int.from_bytes(self.exactly(2 if length == 126 else 8), "big")
			data = self.exactly(min(length, LIMIT))
			if first & 0x0F == CLOSE:
				raise EOFError("the connection was closed")
			if first & 0x0F == PING:
				self.send(data.decode(), PONG)
			if first & 0x0F == TEXT:
				return data.decode()

	def call(self, method):
		"""What the node says."""
		self.send(json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": []}))
		answer = json.loads(self.receive())
		return f"refused: {answer['error']['message']}" if "error" in answer else json.dumps(answer["result"])


def main():
	url, authority, what, *rest = sys.argv[1:]
	if what == "status":
		print(Connection(url, authority, *rest).status)
	elif what == "call":
		connection = Connection(url, authority)
		for method in rest:
			print(connection.call(method))
	elif what == "idle":
		connection = Connection(url, authority)
		connection.receive(time.monotonic() + int(rest[0]))
		print(connection.call("system_chain"))
	elif what == "flood":
		held = [Connection(url, authority) for _ in range(int(rest[0]))]
		taken = [connection for connection in held if connection.status == 101]
		others = {connection.status for connection in held} - {101}
		print(len(taken), *sorted(others), Connection(url, authority, source=rest[1]).status)
	else:
		sys.exit(__doc__)


main()
