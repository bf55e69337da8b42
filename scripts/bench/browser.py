"""A portal as it runs, and what a browser would send it: the start link, its cookie, the forms as they stand on the pages, the events of a job."""

import http.client
import json
import re
import subprocess
import time
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from measuring import BenchFailed

# No page and no event may take longer; a job that moves something tells of it all the time.
PATIENCE = 600
# A connection that was not used for so long may be closed at the other end.
IDLE = 2
FORM = {
    "Content-Type": "application/x-www-form-urlencoded",
    # What browsers send with a form of a page that allows no referrer.
    "Origin": "null",
    "Sec-Fetch-Site": "same-origin",
}


@dataclass
class Page:
    """What was answered, and how long it took until all of it was there."""

    status: int
    leads_to: str
    html: str
    seconds: float

    def field(self, name):
        """The value of the first hidden field of this name; nothing if there is none."""
        found = re.search(f'name="{name}" value="([^"]*)"', self.html)
        return unescape(found.group(1)) if found else ""

    def choice(self, name):
        """What a list of this name offers first."""
        found = re.search(f'<select [^>]*name="{name}"[^>]*><option value="([^"]*)"', self.html)
        if not found:
            raise BenchFailed(f"a page has no list {name}")
        return unescape(found.group(1))

    def tabs(self):
        """The pages that this person can go to."""
        nav = self.html.split("<nav", 1)[-1].split("</nav>", 1)[0]
        return re.findall(r'href="(/[a-z]*)"', nav)


@dataclass
class Ended:
    """How a job ended, and how long it was from the sending of its form until its page said so."""

    html: str
    seconds: float

    def record(self):
        found = re.search(r'href="/records/([0-9a-f]{32})"', self.html)
        if not found:
            raise BenchFailed("an upload came to no record")
        return found.group(1)


class Browser:
    """One person's portal, unlocked, in a process of its own."""

    def __init__(self, argv, env, passphrase, log):
        self.log = Path(log)
        # Unlocked by the form, like a person's.
        env = {name: value for name, value in env.items() if name != "MEDQUORUM_PASSPHRASE"}
        argv = [str(word) for word in [*argv, "portal", "--no-browser", "--json"]]
        with self.log.open("wb") as errors:
            self.child = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, env=env)
        try:
            self.enter(passphrase)
        except BaseException:
            self.stop()
            raise

    def enter(self, passphrase):
        line = self.child.stdout.readline()
        if not line:
            raise BenchFailed(f"the portal does not start: {self.log.read_text(errors='replace').strip()[-300:]}")
        link = json.loads(line)["link"]
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)(/start/\S+)", link)
        if not found:
            raise BenchFailed(f"no start link: {link}")
        self.port, self.cookie, self.used = int(found.group(1)), "", 0.0
        self.connection = self.connect()
        self.get(found.group(2))
        if not self.cookie:
            raise BenchFailed("the start link lets nobody in")
        unlocked = self.send("/unlock", self.get("/unlock"), {"passphrase": passphrase})
        if unlocked.leads_to != "/":
            raise BenchFailed("the portal stays locked")
        self.unlocking = unlocked.seconds

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def headers(self):
        said = {"Accept-Language": "en"}
        return {**said, "Cookie": self.cookie} if self.cookie else said

    def ask(self, method, path, body=None, more=None):
        if time.monotonic() - self.used > IDLE:
            self.connection.close()
        begun = time.monotonic()
        try:
            self.connection.request(method, path, body, {**self.headers(), **(more or {})})
            answer = self.connection.getresponse()
            html = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            raise BenchFailed(f"the portal does not answer {path}: {error!r}") from error
        self.used = time.monotonic()
        given = answer.getheader("Set-Cookie")
        if given and path.startswith("/start/"):
            self.cookie = given.split(";")[0]
        return Page(answer.status, answer.getheader("Location", ""), html, self.used - begun)

    def frame(self, path):
        """Seconds until what stands around a page has come, which a browser paints before the rest of it is there."""
        connection, html = self.connect(), b""
        begun = time.monotonic()
        try:
            connection.request("GET", path, headers=self.headers())
            answer = connection.getresponse()
            while b"</nav>" not in html:
                piece = answer.read1(1 << 16)
                if not piece:
                    raise BenchFailed(f"the portal sends no frame of {path}")
                html += piece
            # More than the frame would be the whole page, at once.
            if b"<main" in html:
                raise BenchFailed(f"the portal sends the frame of {path} no earlier than the page")
            return time.monotonic() - begun
        except (OSError, http.client.HTTPException) as error:
            raise BenchFailed(f"the portal does not answer {path}: {error!r}") from error
        finally:
            connection.close()

    def get(self, path):
        page = self.ask("GET", path)
        if page.status != 200:
            raise BenchFailed(f"the portal answers {path} with {page.status}")
        return page

    def send(self, path, page, fields=None):
        """A form of a page, with its token and number and these fields."""
        own = {"csrf": page.field("csrf"), "once": page.field("once")}
        return self.ask("POST", path, urlencode({**own, **(fields or {})}), FORM)

    def job(self, path, page, fields=None):
        """The answer to a form that begins a job, and how that ended."""
        begun = time.monotonic()
        sent = self.send(path, page, fields)
        if not sent.leads_to.startswith("/jobs/"):
            said = re.search(r'class="trouble".*?<p>(.*?)</p>', sent.html, re.DOTALL)
            raise BenchFailed(f"{path} began no job: {said.group(1) if said else sent.status}")
        for kind, data in self.events(sent.leads_to + "/events"):
            if kind == "state" and 'class="job good"' in data:
                return sent, Ended(data, time.monotonic() - begun)
            if kind == "state" and 'class="job trouble"' in data:
                raise BenchFailed(f"the job of {path} failed: {re.sub('<[^>]*>', ' ', data).strip()}")
        raise BenchFailed(f"the job of {path} told no end")

    def events(self, path):
        """What a page hears of a job: the kind and the text of each event."""
        connection = self.connect()
        try:
            connection.request("GET", path, headers={**self.headers(), "Accept": "text/event-stream"})
            answer = connection.getresponse()
            kind, data = "", []
            for line in answer:
                text = line.decode().rstrip("\r\n")
                name, _, value = text.partition(":")
                value = value.removeprefix(" ")
                if not text:
                    if data:
                        yield kind, "\n".join(data)
                    kind, data = "", []
                elif name == "event":
                    kind = value
                elif name == "data":
                    data.append(value)
        except (OSError, http.client.HTTPException) as error:
            raise BenchFailed(f"the portal tells nothing more of {path}: {error!r}") from error
        finally:
            connection.close()

    def peak_kib(self):
        """The most memory that its process ever had."""
        status = Path(f"/proc/{self.child.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1))

    def stop(self):
        self.child.terminate()
        try:
            self.child.wait(30)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
        self.child.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
