#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""console.py KEYS COMMAND...: runs COMMAND on a terminal of its own, gives it KEYS (Python
escapes; each | waits until the command is silent) and prints what it wrote. With ANSWER=1
it says, as a terminal does, that it is ready when it is asked (DSR 5)."""
import os
import pty
import select
import sys
import time

keys = [k.encode("latin-1").decode("unicode_escape").encode("latin-1") for k in sys.argv[1].split("|")]
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
out = b""
quiet = end = time.time()
while time.time() < end + 60:
    if select.select([fd], [], [], 0.1)[0]:
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
    elif keys and out and time.time() > quiet + 0.4:
        os.write(fd, keys.pop(0))
        quiet = time.time()
else:
    os.kill(pid, 9)
    out += b"\nTIMED OUT\n"
os.waitpid(pid, 0)
sys.stdout.buffer.write(out.replace(b"\r", b"").replace(b"\033", b"<ESC>"))
