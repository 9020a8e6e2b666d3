# SPDX-License-Identifier: MIT
"""The loader's menu on a pseudo terminal with a VT220 emulator (pyte) behind it, and a server for the
files that a configuration names."""
import fcntl
import http.server
import os
import pty
import select
import shutil
import signal
import struct
import termios
import threading
import time

import pyte


class Files(http.server.BaseHTTPRequestHandler):
    table = {}
    asked = []

    def do_GET(self):
        self.asked.append(self.path)
        text = self.table.get(self.path[1:])
        self.send_response(404 if text is None else 200)
        self.send_header("Content-Length", str(len(text or b"")))
        self.end_headers()
        self.wfile.write(text or b"")

    def log_message(self, *_):
        pass


def serve():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Files)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


class Terminal:
    """COMMAND on a terminal of ROWS times COLUMNS. It reports its status (DSR 5) if ANSWERS, and where its
    last corner is if CORNER; the kernel knows its size unless SIZED is false."""

    def __init__(self, command, environment, rows=24, columns=80, answers=False, corner=None, sized=True):
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.written = b""
        self.answers, self.corner = answers, corner
        self.status = None
        ready, go = os.pipe()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.read(ready, 1)
            try:
                os.execvpe(command[0], command, {**os.environ, **environment})
            finally:
                os._exit(127)
        self.size(rows if sized else 0, columns if sized else 0)
        self.before = termios.tcgetattr(self.fd)
        os.write(go, b"x")
        os.close(ready)
        os.close(go)

    def size(self, rows, columns):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, rows, columns):
        self.screen.resize(rows, columns)
        self.size(rows, columns)

    def asleep(self):
        """Whether the command and all that it started wait for something."""
        processes = [str(self.pid)]
        while processes:
            try:
                with open(f"/proc/{processes[0]}/stat", encoding="latin-1") as f:
                    state = f.read().rpartition(")")[2].split()[0]
                with open(f"/proc/{processes[0]}/task/{processes.pop(0)}/children", encoding="latin-1") as f:
                    processes += f.read().split()
            except OSError:
                return False
            if state != "S":
                return False
        return True

    def read(self, timeout):
        """What the command writes; None at its end, b"" for nothing."""
        if not select.select([self.fd], [], [], timeout)[0]:
            return b""
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return None
        self.written += data
        self.stream.feed(data)
        if self.answers and b"\033[5n" in data:
            os.write(self.fd, b"\033[0n")
        if self.corner and b"\033[6n" in data:
            os.write(self.fd, b"\033[%d;%dR" % self.corner)
        return data or None

    def settle(self, limit=30):
        """Waits until the command waits for a key. False: it has ended."""
        quiet, end = 0, time.time() + limit
        while quiet < 2:
            data = self.read(0.006)
            if data is None:
                return False
            quiet = 0 if data or not self.asleep() else quiet + 1
            if time.time() > end:
                raise TimeoutError("the command is not idle")
        return True

    def until(self, text, limit=10):
        """Reads until TEXT is on the screen."""
        end = time.time() + limit
        while not any(text in row for row in self.lines()) and time.time() < end:
            self.read(0.05)

    def type(self, keys):
        """Each chunk of KEYS, which | divides, once the command waits; ~ is 1.2 seconds."""
        for chunk in keys.encode("latin-1").decode("unicode_escape").encode("latin-1").split(b"|") if keys else []:
            if not self.settle():
                return
            if chunk == b"~":
                time.sleep(1.2)
                continue
            os.write(self.fd, chunk)
            # an Escape alone is one when nothing has followed for 0.3 s
            if chunk.endswith(b"\033"):
                end = time.time() + 0.4
                while time.time() < end:
                    if self.read(0.05) is None:
                        return

    def end(self, limit=20):
        """Waits for the end of the command: its status, None if it had to be killed."""
        end = time.time() + limit
        while time.time() < end:
            if self.read(0.1) is None:
                break
        else:
            os.kill(self.pid, signal.SIGKILL)
        restored = self.settings() == self.before
        status = os.waitpid(self.pid, 0)[1]
        os.close(self.fd)
        self.status = os.waitstatus_to_exitcode(status)
        return self.status if restored else f"{self.status}, and the terminal is not as it was"

    def settings(self):
        try:
            return termios.tcgetattr(self.fd)
        except termios.error:
            return self.before

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)

    def line(self, n):
        """Row N of the screen, from 0, without blanks at its end."""
        return self.screen.display[n].rstrip()

    def lines(self):
        return [row.rstrip() for row in self.screen.display]

    def reversed(self):
        """The rows in which something is shown in reverse."""
        return [y for y in range(self.screen.lines) if any(c.reverse for c in self.screen.buffer[y].values())]


class Menu(Terminal):
    """pxeboot menu with CONFIG; FILES are what the server has."""

    def __init__(self, work, url, config, mode="full", files=(), options=(), environment=(), shell=("sh",), **terminal):
        self.dir = work
        Files.table = {name: text if isinstance(text, bytes) else text.encode() for name, text in dict(files).items()}
        del Files.asked[:]
        shutil.rmtree(work, ignore_errors=True)
        os.mkdir(work)
        with open(work + "/config", "wb") as f:
            f.write(config if isinstance(config, bytes) else config.encode())
        command = ["sh", "-c", 'exec "$@" >/dev/null', "sh", os.environ["BUILD"] + "/pxeboot", "menu", "--dir=" + work, "--option-210=" + url, "--tries=1",
                   *options, "--console=" + mode, "--", *shell]
        super().__init__(command, {"PS1": "$ ", **dict(environment)}, **terminal)

    def result(self):
        """"typed boot LABEL: COMMAND LINE", as the scripts read it."""
        choice = {}
        try:
            with open(self.dir + "/choice", encoding="utf-8", errors="replace") as f:
                for row in f:
                    key, _, value = row.rstrip("\n").partition("=")
                    choice.setdefault(key, value)
            with open(self.dir + "/person", encoding="ascii") as f:
                person = f.read().split()[1] == "1"
        except OSError:
            return f"no answer, status {self.status}"
        return (f"{'typed ' if person else ''}{choice['then']} {choice['label']}: {choice.get('cmdline', '')}").rstrip()
