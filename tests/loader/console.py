#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""console.py KEYS COMMAND...: runs COMMAND on a terminal of its own, gives it KEYS (Python
escapes; each | waits until the command is silent and idle, for longer after an Escape alone
and after nothing) and prints what it wrote. With ANSWER=1 it says, as a terminal does, that
it is ready when it is asked (DSR 5)."""
import os
import pty
import select
import sys
import time

keys = [k.encode("latin-1").decode("unicode_escape").encode("latin-1") for k in sys.argv[1].split("|")]
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])


def idle():
    """Whether the command and all that it started are asleep"""
    processes = [str(pid)]
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


out = key = b""
quiet = end = time.time()
while time.time() < end + 60:
    if select.select([fd], [], [], 0.02)[0]:
        try:
            data = os.read(fd, 65536)
        except OSError:
            break
        if not data:
            break
        out += data
        quiet = time.time()
        if os.environ.get("ANSWER") and data.endswith(b"\033[5n"):
            os.write(fd, b"\033[0n")
    elif not keys or not out or not idle():
        quiet = time.time()
    # the loader drops what follows "any key" for 0.1 s, and takes what follows an Escape for 0.3 s
    # as a part of a key
    elif time.time() > quiet + (0.15 if key.strip(b"\033") else 0.4):
        key = keys.pop(0)
        os.write(fd, key)
        quiet = time.time()
else:
    os.kill(pid, 9)
    out += b"\nTIMED OUT\n"
os.waitpid(pid, 0)
sys.stdout.buffer.write(out.replace(b"\r", b"").replace(b"\033", b"<ESC>"))
